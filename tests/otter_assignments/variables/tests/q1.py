OK_FORMAT = True

test = {
    "name": "q1",
    "points": 2,
    "suites": [
        {
            "cases": [
                {"code": ">>> seconds_in_a_day\n86400", "hidden": False, "locked": False},
                {"code": ">>> type(seconds_in_a_day) == int\nTrue", "hidden": True, "locked": False},
            ],
            "scored": True,
            "setup": "",
            "teardown": "",
            "type": "doctest",
        }
    ],
}
