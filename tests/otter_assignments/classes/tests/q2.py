OK_FORMAT = True

test = {
    "name": "q2",
    "points": 4,
    "suites": [
        {
            "cases": [
                {"code": ">>> v = Vector(1, 2)\n>>> v + Vector(3, 4) == Vector(4, 6)\nTrue\n>>> v\nVector(1, 2)", "hidden": False},
                {"code": ">>> (Vector(1, 2) * 3).x\n3\n>>> Vector(1, 2) == 5\nFalse\n>>> abs(Vector(3, 4))\n5.0"},
                {"code": ">>> isinstance(Vector3(1, 2, 3), Vector)\nTrue\n>>> issubclass(Vector3, Vector)\nTrue\n>>> len(Vector3(1, 2, 3))\n3\n>>> [c for c in Vector3(1, 2, 3)]\n[1, 2, 3]"},
                {"code": ">>> type(Vector(1, 2)) == Vector\nTrue\n>>> same(Vector(1, 1))\nTrue\n>>> hasattr(Vector(0, 0), 'y'), callable(Vector)\n(True, True)"},
            ],
            "type": "doctest",
        }
    ],
}
