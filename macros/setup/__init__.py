"""Setting up: what stands on this machine (``doctor``) and putting our files where Excel trusts them (``install``)."""
