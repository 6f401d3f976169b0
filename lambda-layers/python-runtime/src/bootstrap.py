"""What ``/opt/bootstrap`` starts on AWS Lambda: the process of one execution environment."""

import os

from trainyard_lambda import process

process.live(os.environ, __file__)
