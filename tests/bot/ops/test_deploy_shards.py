"""The files for several processes: each shard once, real settings, pinned images."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.config import KernelSettings, load_settings, parse_shards
from tests.bot.ops.deployed import DEPLOY, ROOT

yaml = pytest.importorskip("yaml")

URL = "postgresql://steward:pw@database:5432/steward"
SECRETS = {"steward_discord__token": "a-token", "steward_database_url": URL}


def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.shards.yaml").read_text("utf-8"))


def bots() -> list[Any]:
    services = compose()["services"]
    return [service for name, service in services.items() if name.startswith("bot-")]


def manifest(kind: str, name: str) -> Any:
    text = (DEPLOY / "kubernetes.yaml").read_text("utf-8")
    (found,) = [
        document
        for document in yaml.safe_load_all(text)
        if (document["kind"], document["metadata"]["name"]) == (kind, name)
    ]
    return found


def pod(kind: str, name: str) -> Any:
    return manifest(kind, name)["spec"]["template"]["spec"]


def container(kind: str, name: str) -> Any:
    (only,) = pod(kind, name)["containers"]
    return only


def variables(of: Any) -> dict[str, str]:
    return {entry["name"]: entry["value"] for entry in of["env"] if "value" in entry}


def settings(
    environment: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> KernelSettings:
    """Return the settings of a process with this environment and its secrets in ``folder``."""
    monkeypatch.chdir(folder)
    for name, value in environment.items():
        if name.startswith("STEWARD_"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("STEWARD_SECRETS_DIR", str(folder))
    return load_settings()


def each_once(spans: list[str]) -> bool:
    """Tell whether every shard of one count is in exactly one span."""
    parsed = [parse_shards(span) for span in spans]
    (count,) = {count for _, count in parsed}
    return sorted(shard for shards, _ in parsed for shard in shards) == list(range(count))


def pinned(image: str) -> bool:
    digest = re.search(r"@sha256:[0-9a-f]{64}$", image)
    tag = image.rpartition("/")[2].partition(":")[2]
    return digest is not None or bool(re.fullmatch(r"\d+(\.\d+)*", tag))


# -- compose.shards.yaml ---------------------------------------------------------------------


def test_compose_has_every_shard_once() -> None:
    spans = [service["environment"]["STEWARD_DISCORD__SHARDS"] for service in bots()]

    assert len(spans) > 1
    assert each_once(spans)


def test_the_bots_accept_what_compose_gives_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in SECRETS.items():
        (tmp_path / name).write_text(text)
    for service in bots():
        assert set(service["secrets"]) == set(SECRETS)
        given = settings(service["environment"], tmp_path, monkeypatch)
        assert given.database_url == URL
        assert given.discord.api_base == "http://proxy:8080/api/v10"


def test_compose_pins_what_it_does_not_build() -> None:
    images = {service["image"] for service in compose()["services"].values()}

    assert "steward" in images
    assert all(pinned(image) for image in images - {"steward"})


def test_compose_holds_all_tight() -> None:
    file = compose()
    assert file["networks"]["storage"] == {"internal": True}
    for name, service in file["services"].items():
        assert "ports" not in service, name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["restart"] == "unless-stopped", name
        if name != "database":
            assert service["read_only"] is True
            assert service["cap_drop"] == ["ALL"]
    assert "storage" not in file["services"]["proxy"]["networks"]


def test_both_compose_files_agree_on_the_database() -> None:
    other = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))

    assert compose()["services"]["database"] == other["services"]["database"]


# -- kubernetes.yaml -------------------------------------------------------------------------


def shards_of(ordinal: int) -> str:
    """Run the pod's command line up to the bot, as a shell does after Kubernetes."""
    only = container("StatefulSet", "steward")
    script = only["command"][2].replace("$$", "$").replace("exec python -m bot run", "echo")
    assert script.count("echo") == 1
    environment = os.environ | variables(only) | {"POD_NAME": f"steward-{ordinal}"}
    command = [*only["command"][:2], script]
    done = subprocess.run(  # noqa: S603 - the repository's own manifest
        command, env=environment, capture_output=True, text=True, check=True
    )
    option, span = done.stdout.split()
    assert option == "--shards"
    return span


def test_kubernetes_has_every_shard_once() -> None:
    replicas = manifest("StatefulSet", "steward")["spec"]["replicas"]

    assert replicas > 1
    assert each_once([shards_of(ordinal) for ordinal in range(replicas)])
    assert shards_of(10).startswith("20-21/")


def test_the_bot_accepts_what_kubernetes_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A mounted Secret is a folder of links into a dated folder beside them.
    dated = tmp_path / "..2026_08_01_12_00_00.1"
    dated.mkdir()
    (tmp_path / "..data").symlink_to(dated.name)
    for name, text in SECRETS.items():
        (dated / name).write_text(text)
        (tmp_path / name).symlink_to(f"..data/{name}")

    given = settings(variables(container("StatefulSet", "steward")), tmp_path, monkeypatch)

    assert given.database_url == URL
    assert given.discord.token is not None
    assert given.discord.api_base == "http://nirn-proxy:8080/api/v10"
    port = container("StatefulSet", "steward")["ports"][0]["containerPort"]
    assert (given.ops.health_host, given.ops.health_port) == ("0.0.0.0", port)  # noqa: S104 - in a pod


def test_the_secret_is_mounted_where_it_is_looked_for() -> None:
    only = container("StatefulSet", "steward")
    mounts = {mount["name"]: mount["mountPath"] for mount in only["volumeMounts"]}

    assert variables(only)["STEWARD_SECRETS_DIR"] == mounts["secrets"]
    assert {volume["name"] for volume in pod("StatefulSet", "steward")["volumes"]} == set(mounts)
    readme = (DEPLOY / "README.md").read_text("utf-8")
    assert all(f"--from-file={name}=secrets/{name}" in readme for name in SECRETS)


@pytest.mark.parametrize(
    ("kind", "name"), [("StatefulSet", "steward"), ("Deployment", "nirn-proxy")]
)
def test_kubernetes_holds_the_pods_tight(kind: str, name: str) -> None:
    only, around = container(kind, name), pod(kind, name)

    assert pinned(only["image"])
    assert only["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert around["securityContext"]["runAsNonRoot"] is True
    assert around["automountServiceAccountToken"] is False
    assert "memory" in only["resources"]["limits"]
    labels = manifest(kind, name)["spec"]["template"]["metadata"]["labels"]
    assert manifest(kind, name)["spec"]["selector"]["matchLabels"] == labels
    assert manifest("Service", name)["spec"]["selector"] == labels


def test_the_pod_is_probed_and_stopped_as_the_bot_expects() -> None:
    only = container("StatefulSet", "steward")
    probes = {name: only[name]["httpGet"]["path"] for name in only if name.endswith("Probe")}

    assert probes == {
        "startupProbe": "/healthz",
        "livenessProbe": "/healthz",
        "readinessProbe": "/readyz",
    }
    assert pod("StatefulSet", "steward")["terminationGracePeriodSeconds"] > 5
    assert only["image"].endswith(f":{bot.__version__}")
    user = re.search(r"^USER (\d+):", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert user is not None
    assert pod("StatefulSet", "steward")["securityContext"]["runAsUser"] == int(user[1])


def test_maintenance_takes_one_pod_at_a_time() -> None:
    budget = manifest("PodDisruptionBudget", "steward")["spec"]

    assert budget["maxUnavailable"] == 1
    labels = manifest("StatefulSet", "steward")["spec"]["selector"]
    assert budget["selector"] == labels


def test_there_is_one_proxy() -> None:
    proxy = manifest("Deployment", "nirn-proxy")["spec"]

    assert proxy["replicas"] == 1
    assert proxy["strategy"] == {"type": "Recreate"}
