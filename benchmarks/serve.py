"""Serve a GGUF model on the loopback, behind an OpenAI-compatible API.

    python -m benchmarks.serve model.gguf 8091

Needs the package xllamacpp. The server takes the key `local`.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any


def main() -> None:
    # Threads that spin while they wait starve each other on a machine that does something else too.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import xllamacpp

    path, port = sys.argv[1], int(sys.argv[2])
    params: Any = xllamacpp.CommonParams()
    params.model.path = path
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = 4096
    params.n_parallel = 1
    params.api_keys = ["local"]
    params.model_alias = {path.rsplit("/", 1)[-1].removesuffix(".gguf")}
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
