"""The service worker, which keeps somebody's days readable without network."""

from starlette.responses import FileResponse, Response

from eventnet.accounts.policies import Visitor
from eventnet.templating import resource


def worker(_visit: Visitor) -> Response:
    """Give the browser the worker, from the root of the site, which is what it may look after."""
    return FileResponse(
        resource("static") / "js" / "worker.js",
        media_type="text/javascript",
        headers={"Cache-Control": "no-cache"},
    )
