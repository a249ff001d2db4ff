r"""Between the examiner and the candidate: the fork-server, the layers that confine, and the examiner's end.

The processes and their pipes::

    grade (no student code, no numerics)
      | jobs v            ^ results
    host: preloads the packages, then forks once, before it opens any bundle
      |                        \\
      |  fork a submission      fork-server (scrubbed, reads no bundle) --- fork --> candidate: runs the notebook,
      v                          ^  leash: fork, interrupt, kill                       |  forks itself for checks
    examiner (pytest) -----------+                                                     v
      |------ requests (pickle) ------------------------------------------------>  answers calls
      '<----- replies (plain values) ---------------------------------------------'

The fork-server has left the machine's namespaces where it may; between it and the host stands then a process that only
waits. A candidate confines itself before it has read anything of a student's, in this order, each step needing what a
later one takes away:

1. `process.py`      a session of its own, no descriptor but its two pipes, its scratch folder, an end with its parent
2. `namespaces.py`   its own processes, network, shared memory, and a scratch folder in memory (first, with privileges)
3. `confine.limits`  the kernel's limits on memory, files, processor time and processes
4. `landlock.py`     what it may read is named, and only the scratch folder is to be written
5. `identity.py`     a user of its own, then no privileges
6. `seccomp.py`      last, since it refuses calls that the steps before need

The deadlines (`link.py`) and the watchdog (`watch.py`) are the examiner's: no code of a student runs there.
"""
