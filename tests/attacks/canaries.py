"""What attacks are after, made up for them: a file, a folder, a process, and listeners. Nothing real is in reach."""

from __future__ import annotations

import os
import resource
import secrets
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

COMMON = ("/tmp", "/var/tmp", "/dev/shm")
SHARED = {"-M": "/proc/sysvipc/shm", "-S": "/proc/sysvipc/sem"}


class Canaries:
    """The targets, and whether somebody has reached them."""

    def __init__(self, folder: Path) -> None:
        self.token = secrets.token_hex(8)
        self.folder = folder
        self.secret = folder / "secret"
        self.secret.write_text(self.token)
        self.secret.chmod(0o600)
        self.open_folder = folder / "package"
        self.open_folder.mkdir(mode=0o755)
        self.heard: list[bytes] = []
        addresses = {
            "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "path": (socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "line")),
            "letters": (socket.AF_UNIX, socket.SOCK_DGRAM, str(folder / "letters")),
            "abstract": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.token}"),
        }
        self.sockets = {name: socket.socket(family, kind) for name, (family, kind, _) in addresses.items()}
        for name, one in self.sockets.items():
            one.bind(addresses[name][2])
            if one.type == socket.SOCK_STREAM:
                one.listen()
        idle = [sys.executable, "-S", "-c", "import time\ntime.sleep(900)"]
        self.process = subprocess.Popen(idle, env={"SECRET": self.token})
        self.targets = self._targets()
        self.before = self._limits()

    def _targets(self) -> dict[str, Any]:
        """What an attack is told."""
        return {
            "token": self.token,
            "name": f"stray-{self.token[:8]}",
            "key": int(self.token[:7], 16),
            "secret": str(self.secret),
            "folder": str(self.open_folder),
            "process": self.process.pid,
            "tcp": self.sockets["tcp"].getsockname()[1],
            "udp": self.sockets["udp"].getsockname()[1],
            "path": str(self.folder / "line"),
            "letters": str(self.folder / "letters"),
            "abstract": self.token,
        }

    def reached(self, told: str) -> set[str]:
        """Which kinds of target have been reached, where `told` is all that came of a grading."""
        signs = {
            "read": self.token in told,
            "told": self.token in told,
            "written": bool(list(self.open_folder.iterdir())) or any(self._left_behind()),
            "modes": self.secret.stat().st_mode & 0o777 != 0o600,
            "killed": self.process.poll() is not None,
            "limited": self._limits() != self.before,
            "heard": bool(self.heard),
            "shared": bool(self._shared()),
            "process": bool(self._lasting_strays()),
        }
        return {kind for kind, is_reached in signs.items() if is_reached}

    def strays(self) -> list[int]:
        """Processes that carry the name which attacks give to what they leave."""
        name = self.targets["name"][:15]
        found = []
        for comm in Path("/proc").glob("[0-9]*/comm"):
            with suppress(OSError):
                if comm.read_text().strip() == name:
                    found.append(int(comm.parts[2]))
        return found

    def _lasting_strays(self) -> list[int]:
        """Those that are still there after five seconds: the end of a submission takes a moment."""
        until = time.monotonic() + 5
        while (found := self.strays()) and time.monotonic() < until:
            time.sleep(0.02)
        return found

    def listen(self) -> None:
        """Note whatever comes in, until the sockets are closed."""
        selector = selectors.DefaultSelector()
        for one in self.sockets.values():
            selector.register(one, selectors.EVENT_READ)
        with suppress(OSError, ValueError):
            while True:
                for key, _ in selector.select(0.5):
                    one = key.fileobj
                    assert isinstance(one, socket.socket)
                    self.heard.append(one.recv(100) if one.type == socket.SOCK_DGRAM else one.accept()[0].recv(100))

    def close(self) -> None:
        """Take away the targets, and what attacks have left."""
        for one in self.sockets.values():
            one.close()
        self.process.kill()
        self.process.wait()
        for pid in self.strays():
            os.kill(pid, signal.SIGKILL)
        for path in self._left_behind():
            path.unlink()
        for option in self._shared():
            subprocess.run(["ipcrm", option, str(self.targets["key"])], check=True)

    def _left_behind(self) -> Iterator[Path]:
        return (path for folder in COMMON if (path := Path(folder, self.targets["name"])).exists())

    def _limits(self) -> Any:
        if self.process.poll() is not None:
            return None
        return os.getpriority(os.PRIO_PROCESS, self.process.pid), resource.prlimit(
            self.process.pid, resource.RLIMIT_CORE
        )

    def _shared(self) -> list[str]:
        """The tables of this machine that have an entry under the attacks' key, as the option that removes it."""
        rows = {option: Path(table).read_text().splitlines() for option, table in SHARED.items()}
        key = str(self.targets["key"])
        return [option for option, lines in rows.items() if any(line.split()[0] == key for line in lines)]


@contextmanager
def canaries() -> Iterator[Canaries]:
    """Fresh targets, in a folder that every user may enter."""
    resource.setrlimit(resource.RLIMIT_CORE, (1, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        made = Canaries(Path(folder))
        threading.Thread(target=made.listen, daemon=True).start()
        try:
            yield made
        finally:
            made.close()
