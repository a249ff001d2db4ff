from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(points=1)
def test_make(Account):
    account = Account("Ada")
    assert account.owner == "Ada"
    assert account.balance == 0


@test_case(points=1)
def test_deposit(Account):
    account = Account("Ada")
    account.deposit(50)
    account.deposit(25.5)
    assert account.balance == 75.5
    assert type(account.balance) in (int, float)


@test_case(points=2, hidden=True)
def test_withdraw(Account):
    account = Account("Bo")
    account.deposit(10)
    try:
        account.withdraw(11)
    except ValueError as error:
        assert "10" in str(error)
    else:
        assert False, "a withdrawal of too much should raise ValueError"
    assert account.balance == 10


@test_case(points=1, hidden=True)
def test_repr(Account):
    assert repr(Account("Bo")) == "Account('Bo', 0)"
    assert f"{Account('Cy')}" == "Account('Cy', 0)"
