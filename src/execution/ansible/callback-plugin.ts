/**
 * Tells the console what becomes of every host while the playbook goes on, a line of JSON each. Which hosts went
 * through a play to its end is asked of the play's own iterator: the recap counts a host that was cut short as good.
 */
export const callbackPlugin = `from __future__ import annotations

DOCUMENTATION = '''
name: holdfast
type: stdout
short_description: tells the console what becomes of every host
description: Tells the console what becomes of every host.
'''

import json
import os
import socket

from ansible.plugins.callback import CallbackBase
from ansible.plugins.strategy import StrategyBase

PLACE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'console')
MOST = 8192


def short(value):
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return (value if isinstance(value, str) else json.dumps(value, default=str))[:MOST]


def is_complete(strategy, iterator, name):
    host = strategy._inventory.get_host(name)
    state = iterator.get_host_state(host)
    return getattr(state.run_state, 'name', str(state.run_state)) == 'COMPLETE'


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'stdout'
    CALLBACK_NAME = 'holdfast'

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.console = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.console.connect(PLACE)
        self.last = None
        run = StrategyBase.run

        def watched(strategy, iterator, *others, **named):
            end = run(strategy, iterator, *others, **named)
            gone = set(strategy._tqm._failed_hosts) | set(strategy._tqm._unreachable_hosts)
            gone |= set(str(name) for name in iterator.get_failed_hosts())
            names = [str(name) for name in strategy._hosts_cache if str(name) not in gone]
            self.tell('complete', hosts=[name for name in names if is_complete(strategy, iterator, name)])
            return end

        StrategyBase.run = watched

    def tell(self, what, **more):
        self.console.sendall(json.dumps({'op': 'tell', 'what': what, **more}, default=str).encode('ascii') + b'\\n')

    def about(self, what, result, **more):
        data = result._result
        items = [each for each in data.get('results') or [] if isinstance(each, dict)]
        bad = [each for each in items if each.get('failed') or each.get('unreachable')]
        said = bad[0] if bad else data
        words = {key: short(said.get(key)) for key in ('msg', 'rc', 'stdout', 'stderr', 'censored')}
        self.tell(what, host=result._host.get_name(), task=result._task.get_name(), said=words, **more)

    def v2_playbook_on_start(self, playbook):
        plays = playbook.get_plays()
        self.last = plays[-1] if plays else None

    def v2_playbook_on_play_start(self, play):
        self.tell('play', last=play is self.last or getattr(play, '_uuid', 1) == getattr(self.last, '_uuid', 2))

    def v2_runner_on_start(self, host, task):
        self.tell('begun', host=host.get_name(), task=task.get_name())

    def v2_runner_on_ok(self, result):
        self.about('ok', result, changed=bool(result._result.get('changed')))

    def v2_runner_on_skipped(self, result):
        self.about('skipped', result)

    def v2_runner_on_unreachable(self, result):
        ignored = bool(getattr(result._task, 'ignore_unreachable', False))
        self.about('unreachable', result, ignored=ignored, final=not ignored)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.about('failed', result, ignored=bool(ignore_errors), final=not ignore_errors and not self.may_go_on(result._task))

    def may_go_on(self, task):
        block = getattr(task, '_parent', None)
        while block is not None:
            if getattr(block, 'rescue', None) or getattr(block, 'always', None):
                return True
            block = getattr(block, '_parent', None)
        return False

    def v2_playbook_on_stats(self, stats):
        hosts = {str(name): stats.summarize(name) for name in stats.processed}
        self.tell('stats', hosts=hosts)
`;
