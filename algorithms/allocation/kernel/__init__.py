"""The same counts, compiled: optional, and never another outcome.

``python -m algorithms.allocation.kernel`` compiles ``*.c`` with the machine's C compiler into
``var/kernel``. What lies there is used if it was made from these very sources; otherwise, and for
numbers beyond the reach of 64 bits, everything is counted with numpy.
"""
