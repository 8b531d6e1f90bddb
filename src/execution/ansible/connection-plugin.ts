/**
 * How ansible reaches an endpoint: it hands every command to the console over the socket beside this file, and gets
 * back what the endpoint said. It opens no connection of its own, knows no key and no address.
 */
export const connectionPlugin = `from __future__ import annotations

DOCUMENTATION = '''
name: holdfast
short_description: through the console that started this program
description: Hands every command to the console, which sends it to endpoints of its manifest and to no other.
options:
  endpoint:
    description: The endpoint's name in the manifest.
    type: str
    vars:
      - name: holdfast_endpoint
extends_documentation_fragment:
  - connection_pipelining
'''

import base64
import json
import os
import shlex
import socket

from ansible.errors import AnsibleConnectionFailure, AnsibleError
from ansible.plugins.connection import ConnectionBase

PLACE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'console')


def text(value):
    return value.decode('utf-8', 'surrogateescape') if isinstance(value, bytes) else value


class Connection(ConnectionBase):
    transport = 'holdfast'
    has_pipelining = True

    def _connect(self):
        self._connected = True
        return self

    def close(self):
        self._connected = False

    def reset(self):
        self.close()

    def exec_command(self, cmd, in_data=None, sudoable=True):
        super().exec_command(cmd, in_data=in_data, sudoable=sudoable)
        cmd = text(cmd)
        become = self.become if sudoable else None
        ready = text(getattr(become, 'success', '') or '')
        asking = {}
        if ready and ready in cmd:
            prompt = text(getattr(become, 'prompt', '') or '')
            asking = {'by': become.name, 'ready': ready + '\\n', 'prompt': prompt if prompt in cmd else ''}
        return self._ask(cmd, in_data or b'', asking)

    def put_file(self, in_path, out_path):
        with open(in_path, 'rb') as file:
            content = file.read()
        self._must('cat >' + shlex.quote(text(out_path)), content, 'put', out_path)

    def fetch_file(self, in_path, out_path):
        content = self._must('cat <' + shlex.quote(text(in_path)), b'', 'fetch', in_path)
        with open(out_path, 'wb') as file:
            file.write(content)

    def _must(self, command, content, verb, path):
        code, out, err = self._ask('/bin/sh -c ' + shlex.quote(command), content, {})
        if code != 0:
            raise AnsibleError('could not %s %s: %s' % (verb, text(path), err.decode('utf-8', 'replace')))
        return out

    def _ask(self, command, content, asking):
        question = {
            'op': 'do',
            'endpoint': self.get_option('endpoint') or '',
            'host': self._play_context.remote_addr or '',
            'command': command,
            'stdin': base64.b64encode(content).decode('ascii'),
            **asking,
        }
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as console:
                console.connect(PLACE)
                console.sendall(json.dumps(question).encode('ascii') + b'\\n')
                with console.makefile('rb') as answers:
                    answer = json.loads(answers.readline() or b'{"refused": "the console has ended this run", "as": "unreachable"}')
        except OSError as error:
            raise AnsibleConnectionFailure('the console has ended this run: %s' % error)
        if 'refused' in answer:
            raise (AnsibleError if answer.get('as') == 'failed' else AnsibleConnectionFailure)(answer['refused'])
        return answer['code'], base64.b64decode(answer['stdout']), base64.b64decode(answer['stderr'])
`;
