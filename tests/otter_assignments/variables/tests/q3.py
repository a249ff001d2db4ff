OK_FORMAT = True

test = {
    "name": "q3",
    "suites": [
        {
            "cases": [
                {"code": ">>> np.random.seed(42)\n>>> int(roll(6))\n4\n>>> int(roll(6))\n5", "hidden": False},
                {"code": ">>> def all_small(xs):\n...     return all(1 <= x <= 6 for x in xs)\n>>> all_small([roll(6) for _ in range(20)])\nTrue"},
                {"code": ">>> average\n2.5\n>>> print(answer.upper())\nYES\n>>> say()\nhi there"},
                {"code": ">>> roll(0)\nTraceback (most recent call last):\n    ...\nValueError: no sides"},
            ],
            "type": "doctest",
        }
    ],
}
