"""Text in; the same in raised or lowered letters of Unicode out."""

from __future__ import annotations

_SIGNS = "0123456789+-=()"
_SUPERSCRIPTS = str.maketrans(
    _SIGNS + "abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)
_SUBSCRIPTS = str.maketrans(_SIGNS + "aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def raised(text: str, is_above: bool) -> str:
    """The text in raised or lowered letters of Unicode; empty where it has none for it."""
    table = _SUPERSCRIPTS if is_above else _SUBSCRIPTS
    return text.translate(table) if all(ord(letter) in table for letter in text) else ""
