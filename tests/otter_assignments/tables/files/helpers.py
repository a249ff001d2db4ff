import pandas as pd


def same_table(one, other):
    pd.testing.assert_frame_equal(one, other, check_dtype=False)
