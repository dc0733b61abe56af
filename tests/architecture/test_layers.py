"""What import contracts cannot see: strings, migrations and reverse accessors that point upwards."""

import ast
import re
import tomllib

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from tests.architecture.layers import RANK, ROOT, app_of, sources


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if app_of(model._meta.app_label) in RANK]


def test_every_first_party_package_is_in_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = {app.strip() for layer in contracts[0]["layers"] for app in layer.split("|")}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages == named == set(RANK)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type[Model]) -> None:
    own = RANK[app_of(model._meta.app_label)]
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if field.concrete and isinstance(target, type) and app_of(target._meta.app_label) in RANK:
            assert RANK[app_of(target._meta.app_label)] <= own, f"{model._meta.label}.{field.name} points up"


def test_cross_app_foreign_keys_name_the_class() -> None:
    pattern = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"'](?!self)")
    assert [str(path) for path in sources() if pattern.search(path.read_text())] == []


def test_migrations_depend_downwards() -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for (label, name), migration in graph.items():
        if app_of(label) not in RANK:
            continue
        for needed, _ in migration.dependencies:
            if app_of(needed) in RANK:
                assert RANK[app_of(needed)] <= RANK[app_of(label)], f"{label}.{name} depends on {needed}"


def reverse_names() -> dict[str, int]:
    """Reverse accessors that lead up: name to the rank of the app that defines them."""
    names: dict[str, int] = {}
    for model in own_models():
        rank = RANK[app_of(model._meta.app_label)]
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            name = getattr(getattr(field, "remote_field", None), "related_name", None)
            if (
                field.concrete
                and isinstance(target, type)
                and name
                and name != "+"
                and app_of(target._meta.app_label) in RANK
            ) and RANK[app_of(target._meta.app_label)] < rank:
                names[name] = rank
    return names


@pytest.mark.parametrize("app", sorted(RANK, key=lambda app: RANK[app]))
def test_reverse_accessors_are_not_used_from_below(app: str) -> None:
    own_fields = {
        f.name
        for m in own_models()
        if RANK[app_of(m._meta.app_label)] <= RANK[app]
        for f in m._meta.get_fields()
        if f.concrete
    }
    above = {name for name, rank in reverse_names().items() if rank > RANK[app]} - own_fields
    own_accessors = {name for name, rank in reverse_names().items() if rank <= RANK[app]}
    found = []
    for path in sources():
        if path.relative_to(ROOT).parts[0] != app or "demo" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.attr] if isinstance(node, ast.Attribute) else []
            names += (
                [node.arg.split("__")[0]] if isinstance(node, ast.keyword) and node.arg and "__" in node.arg else []
            )
            found += [f"{path}:{name}" for name in names if name in above - own_accessors]
    assert found == []
