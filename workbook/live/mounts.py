"""What OneDrive keeps in step with folders of this machine, as it tells Windows. Thin, for tests cannot run it."""

import sys

from workbook.live.places import Mount

if sys.platform == "win32":
    import contextlib
    import winreg
    from collections.abc import Iterator

    _PROVIDERS = r"Software\SyncEngines\Providers\OneDrive"

    def mounts() -> list[Mount]:
        """The libraries and their folders; none where OneDrive does not run for this user."""
        with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _PROVIDERS) as providers:
            return list(_each(providers))
        return []

    def _each(providers: winreg.HKEYType) -> Iterator[Mount]:
        for number in range(winreg.QueryInfoKey(providers)[0]):
            with contextlib.suppress(OSError), winreg.OpenKey(providers, winreg.EnumKey(providers, number)) as one:
                address, folder = (winreg.QueryValueEx(one, name)[0] for name in ("UrlNamespace", "MountPoint"))
                yield Mount(str(address), str(folder))

else:

    def mounts() -> list[Mount]:
        """None: only Windows tells."""
        return []
