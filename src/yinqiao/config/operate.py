"""`yinqiao up`, `down`, `reset`, `status`: from an empty folder to a running site, and back.

Everything that runs is kept alive by supervisord: web, worker, sequencer, sealer, deliverer, figures. The embedded database runs beside.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from yinqiao.config.instance import ROLES, Instance, load_instance
from yinqiao.platform.crypto.keyfile import PASSPHRASE_ENV, complete_keyring, init_keyring
from yinqiao.platform.database import embedded
from yinqiao.platform.database.roles import create_database

FIRST_PORT = 8000
DEMO_PEOPLE = 3000
# After how long a start is called slow, and after how long it has failed.
_SLOW_SECONDS, _START_SECONDS = 20, 300
_PROGRAM = """
[program:{name}]
command={command}
environment=YINQIAO_ROLE="{role}"
autorestart=true
startretries=20
stopwaitsecs=20
stdout_logfile={log}/{name}.log
redirect_stderr=true
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=5
"""
_SUPERVISOR = """
[unix_http_server]
file={run}/supervisor.sock
chmod=0600
[supervisord]
logfile={log}/supervisord.log
pidfile={run}/supervisord.pid
childlogdir={log}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://{run}/supervisor.sock
"""


def say(text: str) -> None:
    """Tell the operator."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _yinqiao(instance: Instance, role: str, *arguments: str) -> str:
    """Run one of our own commands as a database role; its output, or the program's end with what it said."""
    environment = {**os.environ, "YINQIAO_HOME": str(instance.home), "YINQIAO_ROLE": role}
    done = subprocess.run(
        [sys.executable, "-m", "yinqiao.config.cli", *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"“yinqiao {arguments[0]}”没有完成，数据没有损坏。原因：\n{done.stderr[-2000:]}")
    return done.stdout


def prepare(instance: Instance) -> None:
    """Database, roles, tables, keys, static files. Safe to repeat; quick when everything stands already."""
    if instance.uses_embedded:
        embedded.initialise(instance.server, {role: instance.password(role) for role in ROLES})
        with instance.server.admin() as admin:
            create_database(admin, os.environ.get("YINQIAO_DB_NAME", "yinqiao"))
    keys = instance.home / "keys.json"
    if not keys.exists() and not os.environ.get("YINQIAO_KEYS"):
        init_keyring(keys, at=timezone.now())
    elif keys.exists():
        complete_keyring(keys, at=timezone.now(), passphrase=os.environ.get(PASSPHRASE_ENV))
    version = instance.home / "installed"
    mark = _code_mark()
    if not version.exists() or version.read_text() != mark:
        _yinqiao(instance, "owner", "install")
        _yinqiao(instance, "owner", "collectstatic", "--noinput", "--clear")
        version.write_text(mark)


def _code_mark() -> str:
    """Changes when a migration, a static file or a locked part changes, so that a second start can skip the work."""
    source = Path(__file__).parents[1]
    files = [
        *source.glob("*/*/migrations/*.py"),
        *source.glob("**/static/**/*"),
        source.parents[1] / "package-lock.json",
    ]
    return "\n".join(f"{path.name} {path.stat().st_mtime_ns}" for path in sorted(files) if path.is_file())


def _answers(port: int) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def choose_port(instance: Instance) -> int:
    """The port of last time, or the first free one from 8000 on; a taken one is said."""
    kept = instance.home / "port"
    wanted = int(os.environ.get("PORT") or (kept.read_text() if kept.exists() else FIRST_PORT))
    port = wanted
    while _answers(port):
        port += 1
    if port != wanted:
        say(f"端口 {wanted} 已被其他程序占用，改用 {port}。")
    kept.write_text(str(port))
    return port


def _configuration(instance: Instance, port: int) -> Path:
    run, log = instance.home / "run", instance.home / "log"
    run.mkdir(exist_ok=True, mode=0o700)
    ours = f"{sys.executable} -m yinqiao.config.cli"
    host = os.environ.get("HOST", "127.0.0.1")
    programs = {
        "web": (f"{ours} web --host {host} --port {port}", "app"),
        "worker": (f"{ours} worker", "worker"),
        "sequencer": (f"{ours} sequencer", "worker"),
        "sealer": (f"{ours} sealer", "worker"),
        "deliverer": (f"{ours} deliverer", "worker"),
        "figures": (f"{ours} figures", "worker"),
    }
    if settings.CARRIER_SERVERS:
        line = "hub" if settings.IS_HUB else "carrier"
        programs[line] = (f"{ours} {line}", "worker")
    text = _SUPERVISOR.format(run=run, log=log) + "".join(
        _PROGRAM.format(name=name, command=command, role=role, log=log) for name, (command, role) in programs.items()
    )
    path = run / "supervisord.conf"
    path.write_text(text)
    return path


def _supervisor(instance: Instance, *arguments: str) -> subprocess.CompletedProcess[str]:
    control = Path(sys.executable).with_name("supervisorctl")
    path = instance.home / "run" / "supervisord.conf"
    return subprocess.run([str(control), "-c", str(path), *arguments], capture_output=True, text=True, check=False)


def _is_up(instance: Instance) -> bool:
    if not (instance.home / "run" / "supervisor.sock").exists():
        return False
    return "RUNNING" in _supervisor(instance, "status").stdout


def up() -> None:
    """Start everything, load the demo city into an empty database, say where the site is and who can sign in."""
    os.environ.setdefault("YINQIAO_MODE", "demo")
    instance = load_instance()
    if _is_up(instance):
        if instance.uses_embedded:
            # It runs beside the others: killed for want of memory, say, it is what they wait for.
            embedded.start(instance.server)
        say(f"银桥已在运行：http://localhost:{(instance.home / 'port').read_text()}/")
        return
    say("正在准备数据库……")
    prepare(instance)
    users = instance.home / "demo-users.txt"
    if os.environ["YINQIAO_MODE"] == "demo" and not users.exists():
        told = _load_demo(instance)
        with os.fdopen(os.open(users, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(told)
    port = choose_port(instance)
    environment = {**os.environ, "YINQIAO_HOME": str(instance.home)}
    daemon = Path(sys.executable).with_name("supervisord")
    path = _configuration(instance, port)
    subprocess.run([str(daemon), "-c", str(path)], env=environment, check=True, stdin=subprocess.DEVNULL)
    _wait(instance, port)
    if users.exists():
        say(users.read_text())
    say(f"银桥已启动：http://localhost:{port}/    停止：make down    清空：make reset")


def _load_demo(instance: Instance) -> str:
    """Load the demo city that PEOPLE and SCALE ask for; returns what was said, the passwords among it."""
    scale, people = os.environ.get("SCALE"), os.environ.get("PEOPLE")
    if scale:
        say("正在载入全市规模的演示城市（均为虚构），需要几分钟……")
        return _yinqiao(instance, "app", "demo", "--scale", scale, *(["--people", people] if people else []))
    people = people or str(DEMO_PEOPLE)
    say(f"正在载入演示城市（{people} 人，均为虚构）……")
    return _yinqiao(instance, "app", "demo", "--people", people)


def _wait(instance: Instance, port: int) -> None:
    """Return when the site answers; an old or busy PC is given minutes, a program that has given up is told at once."""
    begun, told = time.monotonic(), False
    while time.monotonic() - begun < _START_SECONDS:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).status == 200:
                return
        if time.monotonic() - begun > _SLOW_SECONDS:
            if any(state in _supervisor(instance, "status", "web").stdout for state in ("BACKOFF", "FATAL")):
                break
            if not told:
                say("这台机器较慢或正忙，网站仍在启动，请稍候……")
                told = True
            # Asking the supervisor costs a process: not ten times a second of a machine that is busy already.
            time.sleep(2)
        time.sleep(0.1)
    say(_supervisor(instance, "status").stdout)
    log = instance.home / "log" / "web.log"
    sys.exit(f"网站没有启动成功，数据没有受影响。请查看 {log}，排除原因后重新执行 make up。")


def down() -> None:
    """Stop the processes and the embedded database; nothing is lost."""
    instance = load_instance()
    _supervisor(instance, "shutdown")
    pid = instance.home / "run" / "supervisord.pid"
    for _ in range(300):
        if not pid.exists():
            break
        time.sleep(0.1)
    if instance.uses_embedded:
        embedded.stop(instance.server)
    say("银桥已停止。")


def reset() -> None:
    """Stop and throw everything away: database, files, keys. Asks first, unless YES=1."""
    instance = load_instance()
    if os.environ.get("YES") != "1":
        answer = input(f"将删除 {instance.home} 中的数据库、文件和密钥，不能恢复。确定请输入 yes：")
        if answer.strip() != "yes":
            say("没有删除任何内容。")
            return
    down()
    shutil.rmtree(instance.home)
    say("已清空。")


def status() -> None:
    """What runs."""
    say(_supervisor(load_instance(), "status").stdout.rstrip() or "银桥没有运行。")


COMMANDS = {"up": up, "down": down, "reset": reset, "status": status}
