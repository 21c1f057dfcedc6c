// Preloaded into every test process and, by NODE_OPTIONS, into the Node processes that tests start (plain JavaScript:
// one of them may be the host's npm). A connection that leaves this machine is refused, and fails the process for good,
// so that code which swallows connection errors cannot hide it.
import { BlockList, isIP, Socket } from 'node:net';
import dgram from 'node:dgram';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isInside = (address) => loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
const isLocalName = (name) => name === 'localhost' || name.endsWith('.localhost');

function refuse(target) {
  process.stderr.write(`Refused: a test tried to reach ${target}, outside this machine.\n`);
  process.on('exit', () => {
    process.exitCode = 1;
  });
  return Object.assign(new Error(`outside network is refused in tests: ${target}`), {
    code: 'ERR_OUTSIDE_NETWORK',
  });
}

/** A look-up that a test brings along may answer any name, but only with addresses of this machine. */
function guardLookup(lookup) {
  return (name, options, callback) =>
    lookup(name, options, (error, address, family) => {
      const addresses = Array.isArray(address) ? address.map((entry) => entry.address) : [address];
      const outside = error ? undefined : addresses.find((entry) => isIP(entry) !== 0 && !isInside(entry));
      if (outside !== undefined) return callback(refuse(`${name} (${outside})`));
      return callback(error, address, family);
    });
}

const connect = Socket.prototype.connect;
Socket.prototype.connect = function guardedConnect(...args) {
  // net.connect() hands over its arguments as one normalised array, [options, callback].
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const options =
    typeof first === 'object' && first !== null
      ? first
      : { host: typeof args[1] === 'string' ? args[1] : undefined };
  const isPipe = options.path || (typeof first === 'string' && Number.isNaN(Number(first)));
  const host = options.host || 'localhost';
  if (!isPipe && !isLocalName(host)) {
    if (isIP(host) !== 0) {
      if (!isInside(host)) throw refuse(host);
    } else if (typeof options.lookup === 'function') {
      options.lookup = guardLookup(options.lookup);
    } else {
      throw refuse(host);
    }
  }
  return connect.apply(this, args);
};

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function guardedSend(...args) {
  const host = args.findLast((argument) => typeof argument === 'string') ?? 'localhost';
  if (!isLocalName(host) && !isInside(host)) throw refuse(`${host} (udp)`);
  return send.apply(this, args);
};
