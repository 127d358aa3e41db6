// A mail server on loopback that keeps what it is handed, or refuses everything.
import net from 'node:net';

export async function startMailSink({ refuses = false } = {}) {
  const messages = [];
  const server = net.createServer((socket) => {
    let envelope = { from: '', to: [] }, held = '', isData = false;
    const say = (line) => socket.write(`${line}\r\n`);
    say('220 sink ESMTP');
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('data', (text) => {
      held += text;
      for (;;) {
        if (isData) {
          const end = held.indexOf('\r\n.\r\n');
          if (end < 0) return;
          messages.push({ ...envelope, text: held.slice(0, end + 2).replaceAll('\r\n..', '\r\n.') });
          held = held.slice(end + 5);
          envelope = { from: '', to: [] };
          isData = false;
          say('250 kept');
          continue;
        }
        const end = held.indexOf('\r\n');
        if (end < 0) return;
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'EHLO' || verb === 'HELO') say('250 sink');
        else if (verb === 'MAIL') { envelope.from = /<(.*?)>/.exec(line)[1]; say(refuses ? '451 not now' : '250 ok'); }
        else if (verb === 'RCPT') { envelope.to.push(/<(.*?)>/.exec(line)[1]); say('250 ok'); }
        else if (verb === 'DATA') { isData = true; say('354 go on'); }
        else if (verb === 'QUIT') { say('221 bye'); socket.end(); }
        else say('250 ok');
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `smtp://127.0.0.1:${server.address().port}`, messages, close: () => new Promise((resolve) => server.close(resolve)) };
}

// What a reader sees: headers by their lower-case names, subject and text decoded.
export function read({ text }) {
  const [head, ...rest] = text.split('\r\n\r\n');
  const headers = {};
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) headers[line.slice(0, line.indexOf(':')).toLowerCase()] = line.slice(line.indexOf(':') + 1).trim();
  const subject = headers.subject.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?B\?(.*?)\?=/g, (_, digits) => Buffer.from(digits, 'base64').toString('latin1'));
  return { headers, subject: Buffer.from(subject, 'latin1').toString('utf8'), body: Buffer.from(rest.join(''), 'base64').toString('utf8') };
}
