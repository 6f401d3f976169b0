"""The Python half of the local engine: one sandbox, a zygote in it, and a supervised worker per node version."""
