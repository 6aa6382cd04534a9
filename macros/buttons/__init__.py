"""The buttons: what each does is said once, in ``actions``; the hosts differ only in how they ask and answer."""
