r"""Between the examiner and the candidate: the fork-server, the layers that confine, and the wire.

::

    grade (no student code, no numerics)
      | jobs v            ^ results
    host: preloads the packages, then forks once, before it opens any bundle
      |                        \\
      |  fork a submission      fork-server (scrubbed, reads no bundle) --- fork --> candidate: runs the notebook,
      v                          ^  leash: fork, interrupt, kill                       |  forks itself for each check
    examiner (pytest) -----------+                                                     v
      |------ requests (pickle) ------------------------------------------------>  answers calls
      '<----- replies (plain values) ---------------------------------------------'
"""
