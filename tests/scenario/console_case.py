"""What the console's scenarios have in common."""

import unittest

from browser import PASSWORD, Browser
from service import Scenario


class ConsoleCase(unittest.TestCase):
    """Tests that share one service, which `prepare` starts and brings as far as they need it."""

    RULES = ()  # the stand-in's
    BROWSER = Browser

    @classmethod
    def setUpClass(cls):
        cls.context = Scenario(cls.RULES)
        cls.scenario = scenario = cls.context.__enter__()
        try:
            cls.prepare(scenario)
        except BaseException:
            scenario.__exit__(True)
            raise

    @classmethod
    def tearDownClass(cls):
        cls.context.__exit__(None)

    def browser(self, name=None, password=PASSWORD):
        """A browser, in which somebody has logged in when there is a name."""
        browser = self.BROWSER(self.scenario)
        if name:
            answer, page = browser.log_in(name, password)
            self.assertEqual(answer.status, 303, page)
        return browser
