"""The demo's event: a conference that doesn't exist, with people who don't either.

The files beside this module are what an organizer would upload and what attendees would type;
`python -m eventnet.demo.make` writes them again from the other modules.
"""
