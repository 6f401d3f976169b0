"""Node code on AWS Lambda: a client of the Runtime API (2018-06-01) around ``trainyard_runtime``.

Modules: ``connection`` (HTTP over one socket), ``runtime_api`` (what the client may ask of Lambda), ``interpreter``
(what node code finds, and what is put right after it), ``serving`` (load once, then turn after turn), ``process``
(all of these together, and how the process ends).

While node code runs on the main thread no descriptor of this package is open: there is nothing that the code, its
children or what it execs could close, write to or inherit. Python 3.6, standard library only; not thread-safe.
"""
