"""Seccomp: the kernel refuses the calls by which a process reaches beyond itself, with no file in between.

Everything is allowed but what is named here: numerics use hundreds of calls, and none of these. Sockets are refused
whole, but for a pair that is connected for good; so are namespaces and their new rights, the memory and the limits of
other processes, memory that no limit counts, and the doors in the kernel that most escapes went through.
The numbers for x86-64 run in the tests; those for arm64 are compared with the kernel's own list, and have not run.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from autograder.sandbox import kernel
from autograder.sandbox.process import ON

# Name, number on x86-64, number on arm64; "-" where the architecture has no such call.
_TABLE = """
ptrace 101 117              process_vm_readv 310 270    process_vm_writev 311 271   pidfd_getfd 438 438
kcmp 312 272                process_madvise 440 440     process_mrelease 448 448    perf_event_open 298 241
io_uring_setup 425 425      io_uring_enter 426 426      io_uring_register 427 427   userfaultfd 323 282
add_key 248 217             request_key 249 218         keyctl 250 219              bpf 321 280
mount 165 40                umount2 166 39              pivot_root 155 41           chroot 161 51
setns 308 268               unshare 272 97              fsopen 430 430              fsconfig 431 431
fsmount 432 432             fspick 433 433              move_mount 429 429          open_tree 428 428
mount_setattr 442 442       memfd_create 319 279        memfd_secret 447 447        mq_open 240 180
shmget 29 194               semget 64 190               msgget 68 186               name_to_handle_at 303 264
open_by_handle_at 304 265   inotify_init 253 -          inotify_init1 294 26        fanotify_init 300 262
personality 135 92          quotactl 179 60             quotactl_fd 443 443         swapon 167 224
swapoff 168 225             reboot 169 142              kexec_load 246 104          kexec_file_load 320 294
init_module 175 105         finit_module 313 273        delete_module 176 106       create_module 174 -
acct 163 89                 syslog 103 116              vhangup 153 58              lookup_dcookie 212 18
nfsservctl 180 42           iopl 172 -                  ioperm 173 -                modify_ldt 154 -
uselib 134 -                ustat 136 -                 sysfs 139 -                 _sysctl 156 -
settimeofday 164 170        clock_settime 227 112       adjtimex 159 171            clock_adjtime 305 266
setpriority 141 140         ioprio_set 251 30           migrate_pages 256 238       move_pages 279 239
socket 41 198               clone 56 220                clone3 435 435              ioctl 16 29
prlimit64 302 261           sched_setaffinity 203 122   sched_setscheduler 144 119  sched_setparam 142 118
sched_setattr 314 274       fcntl 72 25                 kill 62 129                 tkill 200 130
tgkill 234 131              rt_sigqueueinfo 129 138     rt_tgsigqueueinfo 297 240   pidfd_send_signal 424 424
shmat 30 196                shmctl 31 195               semop 65 193                semtimedop 220 192
semctl 66 191               msgsnd 69 189               msgrcv 70 188               msgctl 71 187
mq_unlink 241 181           socketpair 53 199           connect 42 203              bind 49 200
prctl 157 167               truncate 76 45              setxattr 188 5              lsetxattr 189 6
fsetxattr 190 7             removexattr 197 14          lremovexattr 198 15         fremovexattr 199 16
chmod 90 -                  fchmod 91 52                fchmodat 268 53             futimesat 261 -
chown 92 -                  lchown 94 -                 fchown 93 55                fchownat 260 54
utime 132 -                 utimes 235 -                utimensat 280 88
"""

_SPECIAL = {"clone", "clone3", "ioctl", "fcntl", "socket", "socketpair", "prctl"}
# Modes, owners and times: no other layer keeps these from whoever owns a file. Copying a file asks for them as well, so
# it is told that all is well, and nothing happens.
_WITHOUT_EFFECT = ("chmod", "fchmod", "fchmodat", "chown", "lchown", "fchown", "fchownat") + (
    *("utime", "utimes", "futimesat", "utimensat"),
)
_OTHERS = ("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr")
_SIGNALS = ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal")
_NEW_NAMESPACES = 0x7E020080  # time, mount, cgroup, uts, ipc, user, pid, network
_TERMINAL_INPUT = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX: typing into the terminal of who started this
_FILE_FLAGS = (0x40086602, 0x401C5820)  # FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR: they need no file open for writing
_LEASES = (1024, 1026)  # F_SETLEASE, F_NOTIFY: holding up others who open the same file
_TIES = (kernel.PR_SET_PDEATHSIG, kernel.PR_SET_CHILD_SUBREAPER)  # to die with its parent, and to own its orphans
_AF_UNIX, _NO_STREAM = 1, 0b10  # the bit that SOCK_DGRAM and SOCK_RAW have, and SOCK_STREAM and SOCK_SEQPACKET have not
_UNKNOWN_FROM = 452  # newer calls, fchmodat2 and those for mounts and attributes among them: no library needs them yet


@dataclass(frozen=True)
class Architecture:
    """An instruction set: its name for the kernel's audit, its call numbers, and where foreign ones begin."""

    audit: int
    numbers: dict[str, int]
    foreign_from: int | None = None


def _architectures() -> dict[str, Architecture]:
    cells = _TABLE.split()
    rows = list(zip(cells[::3], cells[1::3], cells[2::3], strict=True))
    x86, arm = ({name: int(row[k]) for row in rows if row[k] != "-" for name in row[:1]} for k in (1, 2))
    # Numbers from 0x40000000 are the x32 calls: the same doors under other numbers.
    return {
        "x86_64": Architecture(0xC000003E, x86, foreign_from=0x40000000),
        "aarch64": Architecture(0xC00000B7, arm),
    }


ARCHITECTURES = _architectures()

# Classic BPF, as in linux/bpf_common.h and linux/seccomp.h.
_LOAD, _EQUALS, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _AUDIT, _ARGUMENTS = 0, 4, 16
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000

SIGKILL = 9

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand
LOAD_NUMBER: Instruction = (_LOAD, 0, 0, _NUMBER)
ALLOW: Instruction = (_RETURN, 0, 0, _ALLOW)


@dataclass(frozen=True)
class Process:
    """The process to be filtered: its id, and whether other layers keep it from signalling those outside."""

    pid: int
    is_kept_in: bool


def install(process: Process) -> str:
    """Have the kernel refuse the calls named above, to this process and all it forks; "on", or "off: why"."""
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None:
        return f"off: no list of system calls for {platform.machine()}"
    try:
        load(program(architecture, process))
    except OSError as error:
        return f"off: {error.strerror}"
    return ON


def load(instructions: Sequence[Instruction]) -> None:
    """Put a filter on this process and all it forks, which no process can take off again."""
    code = packed(tuple(instructions))
    buffer = ctypes.create_string_buffer(code, len(code))
    filters = struct.pack("@HxxxxxxP", len(instructions), ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_SECCOMP, 2, ctypes.create_string_buffer(filters, len(filters)))


@cache
def packed(instructions: tuple[Instruction, ...]) -> bytes:
    """The instructions as the kernel reads them."""
    return b"".join(struct.pack("=HBBI", *one) for one in instructions)


def program(architecture: Architecture, process: Process) -> list[Instruction]:
    """The filter, as instructions for the kernel.

    The first process of a namespace ignores what would kill any other; here, to kill it is to be killed oneself, so
    that a submission's end is the same on every machine. Where nothing else keeps a process from signalling others, it
    may signal itself alone.
    """
    numbers = architecture.numbers
    code: list[Instruction] = [(_LOAD, 0, 0, _AUDIT), (_EQUALS, 1, 0, architecture.audit), _answer(_KILL)]
    code.append(LOAD_NUMBER)
    if architecture.foreign_from is not None:
        code += [(_AT_LEAST, 0, 1, architecture.foreign_from), _answer(_KILL)]
    code += equals(numbers["socket"], errno.EACCES)
    code += equals(numbers["clone3"], errno.ENOSYS)  # its flags are out of sight; the C library then takes clone
    code += for_call(numbers["clone"], 0, [(_ANY_BIT, 0, 1, _NEW_NAMESPACES), _answer(_REFUSE, errno.EPERM)])
    code += [(_AT_LEAST, 0, 1, _UNKNOWN_FROM), _answer(_REFUSE, errno.ENOSYS)]
    code += for_call(numbers["socketpair"], 0, _only_streams())
    code += for_call(numbers["prctl"], 0, [one for option in _TIES for one in equals(option, errno.EPERM)])
    requests = (*_TERMINAL_INPUT, *_FILE_FLAGS)
    code += for_call(numbers["ioctl"], 1, [one for request in requests for one in equals(request, errno.EPERM)])
    code += for_call(numbers["fcntl"], 1, [one for command in _LEASES for one in equals(command, errno.EPERM)])
    for name in _OTHERS:
        code += _unless(numbers[name], 0)
    if process.pid == 1:
        code += for_call(numbers["kill"], 0, [(_EQUALS, 0, 3, 1), *_second_is(SIGKILL)])
    for name in () if process.is_kept_in else _SIGNALS:
        code += _unless(numbers[name], process.pid)
    for name in numbers.keys() & {*_WITHOUT_EFFECT}:
        code += equals(numbers[name], 0)
    for name in numbers.keys() - _SPECIAL - {*_OTHERS, *_SIGNALS, *_WITHOUT_EFFECT}:
        code += equals(numbers[name], errno.EPERM)
    return [*code, ALLOW]


def _answer(action: int, number: int = 0) -> Instruction:
    return (_RETURN, 0, 0, action | number)


def equals(value: int, error: int) -> Sequence[Instruction]:
    """Refuse with this error if what is loaded, a call's number or one of its arguments, is this value."""
    return [(_EQUALS, 0, 1, value), _answer(_REFUSE, error)]


def _unless(number: int, allowed: int) -> Sequence[Instruction]:
    """Refuse a call whose first argument, a process, is another than the one allowed."""
    return for_call(number, 0, [(_EQUALS, 1, 0, allowed), _answer(_REFUSE, errno.EPERM)])


def _only_streams() -> Sequence[Instruction]:
    """Refuse a pair of sockets unless it stays a pair: those without a connection can send to any address."""
    is_other = [(_EQUALS, 1, 0, _AF_UNIX), _answer(_REFUSE, errno.EACCES)]
    return [*is_other, (_LOAD, 0, 0, _ARGUMENTS + 8), (_ANY_BIT, 0, 1, _NO_STREAM), _answer(_REFUSE, errno.EACCES)]


def _second_is(value: int) -> Sequence[Instruction]:
    """Kill the process if the second argument is this one."""
    return [(_LOAD, 0, 0, _ARGUMENTS + 8), (_EQUALS, 0, 1, value), _answer(_KILL)]


def for_call(number: int, place: int, inner: Sequence[Instruction]) -> Sequence[Instruction]:
    """Look at one argument of one call, and allow the call if that has not answered."""
    looked = [(_LOAD, 0, 0, _ARGUMENTS + 8 * place), *inner, ALLOW]
    return [(_EQUALS, 0, len(looked), number), *looked]
