"""One lock and the threads below it: a toy needs no more, and what it does is the same every time.

Whoever runs holds the lock, and gives it up only while it sleeps. So a run has no races, and there is a moment at which everybody is asleep or gone.
"""

import threading


class World:
    def __init__(self):
        self.lock = threading.Condition(threading.RLock())
        self.awake = 0
        self.sleepers = []

    def spawn(self, body, *arguments):
        """A thread that runs `body` as soon as the lock is free."""
        self.awake += 1

        def run():
            with self.lock:
                try:
                    body(*arguments)
                finally:
                    self.awake -= 1
                    self.lock.notify_all()

        threading.Thread(target=run, daemon=True).start()

    def sleep(self, until, seconds=None):
        """Gives the lock up until the condition holds, or so many seconds have passed."""
        if until():
            return
        self.awake -= 1
        self.sleepers.append(until)
        self.lock.notify_all()
        self.lock.wait_for(until, seconds)
        self.sleepers.remove(until)
        self.awake += 1

    def settle(self):
        """Lets the others run until each of them is gone or waits for something that has not happened. Called by a thread that `spawn` did not make."""
        self.lock.notify_all()
        self.lock.wait_for(lambda: self.awake == 0 and not any(each() for each in self.sleepers))
