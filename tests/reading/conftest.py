"""Pictures are found by the words of their headings, Danish letters among them, which pytest's own names escape."""


def pytest_collection_modifyitems(items):
    for item in items:
        if picture := getattr(item, "callspec", None) and item.callspec.params.get("picture"):
            item.extra_keyword_matches.add(picture.name)
