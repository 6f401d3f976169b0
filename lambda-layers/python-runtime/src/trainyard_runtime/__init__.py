"""What surrounds a node's code: load it, call it, judge what came of it, write its log lines.

Engine-neutral and free of input and output other than the log: no socket, no protocol. An engine imports
the modules and drives them in this order:

1. ``logs.set_up(stream)`` once, before the node's code is loaded.
2. ``loading.load_source(code)`` or ``loading.load("handler.main")`` once per process.
3. For each turn ``logs.set_request(id)``, ``invocation.invoke(...)``, ``logs.write_fault(fault)`` if there is one.

Modules: ``context`` (the second argument of ``main``), ``faults`` (what went wrong, in Lambda's shapes),
``invocation`` (one call of ``main``), ``json_text`` (JSON that node code cannot tamper with), ``loading``
(find ``main``), ``logs`` (log lines), ``results`` (the return value as JSON).

Python 3.6, standard library only. Nothing in here is thread-safe: a process serves one turn at a time.
"""
