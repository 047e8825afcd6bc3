"""What mkdocs.yml names as its hook: MkDocs' events in, handed on to the shell."""

from pressmark.theme.mkdocs import current

on_startup = current.on_startup
on_config = current.on_config
on_files = current.on_files
on_post_build = current.on_post_build
on_build_error = current.on_build_error
on_serve = current.on_serve
