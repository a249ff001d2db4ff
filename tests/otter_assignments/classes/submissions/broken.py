class Account:
    def __init__(self, owner, balance):
        self.owner = owner

    def deposit(self, amount):
        self.balance += amount
# %%
class Vector(Point):
    pass
