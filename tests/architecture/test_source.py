"""What must not stand in the source: doors for injection, inline script and style, expanded request data, untranslated words."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.layers import ROOT, sources

TEMPLATES = sources(templates=True)
# Pages and letters that patients and physicians read: every word of them can be translated.
READ_OUTSIDE = [path for path in TEMPLATES if {"portal", "emails"} & set(path.parts) or path.name.startswith("letter")]
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\bstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)
UNSAFE_TEMPLATE = re.compile(r"\|\s*safe\b|autoescape\s+off|\{%\s*debug")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_templates_hold_nothing_inline_and_escape_everything(path: Path) -> None:
    text = path.read_text()
    assert INLINE.findall(text) == []
    assert UNSAFE_TEMPLATE.findall(text) == []


@pytest.mark.parametrize("path", sources(), ids=ids)
def test_python_opens_no_door_for_injection(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in {"mark_safe", "extra", "RawSQL", "eval", "exec", "SafeString"}, (
                f"{name} at line {node.lineno}"
            )
            for keyword in node.keywords:
                expanded = ast.unparse(keyword.value) if keyword.arg is None else ""
                assert not re.search(r"request\.(GET|POST)", expanded), f"expanded request data at line {node.lineno}"
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "fields" for target in node.targets):
            assert not (isinstance(node.value, ast.Constant) and node.value.value == "__all__"), (
                f"all fields at line {node.lineno}"
            )


@pytest.mark.parametrize("path", READ_OUTSIDE, ids=ids)
def test_words_read_outside_the_clinic_can_be_translated(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|&[a-z#0-9]+;", " ", text, flags=re.DOTALL)
    assert re.findall(r"[A-Za-z]{3,}", text) == []


def test_there_are_pages_read_outside() -> None:
    assert {"portal", "letter.html"} <= {part for path in READ_OUTSIDE for part in path.parts}


def test_scripts_write_no_html_from_text() -> None:
    risky = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    assert scripts
    assert [ids(path) for path in scripts if risky.search(path.read_text())] == []
