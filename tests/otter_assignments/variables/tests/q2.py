OK_FORMAT = True

test = {
    "name": "q2",
    "points": None,
    "all_or_nothing": True,
    "suites": [
        {
            "cases": [
                {"code": ">>> len(heights)\n4", "hidden": False, "points": 1},
                {
                    "code": ">>> import numpy as np\n>>> isinstance(heights, np.ndarray)\nTrue\n"
                    ">>> float(np.round(heights.mean(), 2))\n1.72",
                    "hidden": True,
                    "points": 2,
                    "failure_message": "Is it an array?",
                },
                {"code": ">>> sorted(names) == ['Ada', 'Bo', 'Cy']\nTrue\n>>> names\n['Ada', 'Bo', 'Cy']", "points": 1},
            ],
            "scored": True,
            "type": "doctest",
        }
    ],
}
