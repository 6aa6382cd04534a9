"""Authentication by one token, which the administrator gives out; xlwings Server calls ``validate_token``.

xlwings Server would take its own example, which lets a known token in, if this failed to import; starting the server
makes sure that it did not.
"""

import os

from fastapi import HTTPException
from xlwings_server.models import User

from macros.serving.access_token import VARIABLE, fits
from udfs.cells.excel import WORDS


async def validate_token(token_string: str) -> User:
    """Let in whoever has the token.

    Raises:
        HTTPException: 401 for everybody else, and for everybody where no token is set.
    """
    if fits(token_string or "", os.environ.get(VARIABLE, "")):
        return User(id="token", name="token")
    raise HTTPException(status_code=401, detail=WORDS.text("server_no_token"))
