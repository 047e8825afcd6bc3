"""What an older mkdocs.yml names as its hook, where newer ones name the plugin `pressmark`: the
events of MkDocs or ProperDocs in, handed on."""

from pressmark.build.plain_build import current

on_startup = current.on_startup
on_config = current.on_config
on_files = current.on_files
on_page_markdown = current.on_page_markdown
on_env = current.on_env
on_post_page = current.on_post_page
on_post_build = current.on_post_build
on_build_error = current.on_build_error
on_serve = current.on_serve
