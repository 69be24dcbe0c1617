// Opens a wallet by command, sends usage events and reads what came of it: with KafkaJS and Confluent's registry
// client, and nothing of Drawdown's. Run it against a demo:
//
//   npm ci && node drawdown.mjs --bootstrap localhost:9092 --registry http://localhost:8081 --wallet my-first
//
// What it read it prints as JSON, one record a line: {"topic": ..., "value": ...}.

import { parseArgs } from 'node:util';
import { AvroDeserializer, AvroSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import avro from 'avsc';
import kafkajs from 'kafkajs';

const { Kafka, logLevel } = kafkajs;

// Money is a decimal: whole numbers of a millionth here, and strings outside, since a double would round.
class Decimal extends avro.types.LogicalType {
  constructor(schema, options) {
    super(schema, options);
    this.scale = schema.scale ?? 0;
  }

  _toValue(text) {
    const [whole, fraction = ''] = String(text).split('.');
    let number = BigInt(whole + fraction.padEnd(this.scale, '0'));
    const bytes = [];
    do {
      bytes.unshift(Number(BigInt.asUintN(8, number)));
      number >>= 8n;
    } while (number !== (bytes[0] & 0x80 ? -1n : 0n));
    return Buffer.from(bytes);
  }

  _fromValue(bytes) {
    const number = BigInt.asIntN(8 * bytes.length, BigInt('0x' + bytes.toString('hex')));
    const digits = (number < 0n ? -number : number).toString().padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    const text = digits.slice(0, point) + '.' + digits.slice(point);
    return (number < 0n ? '-' : '') + text.replace(/\.?0+$/, '');
  }
}

const { values: options } = parseArgs({
  options: {
    bootstrap: { type: 'string', default: 'localhost:9092' },
    registry: { type: 'string', default: 'http://localhost:8081' },
    wallet: { type: 'string' },
    'wait-seconds': { type: 'string', default: '60' },
  },
});
const walletId = options.wallet ?? `js-${Date.now()}`;
const kafka = new Kafka({ clientId: 'drawdown-js', brokers: [options.bootstrap], logLevel: logLevel.ERROR });
const registry = new SchemaRegistryClient({ baseURLs: [options.registry] });
const avroOptions = { logicalTypes: { decimal: Decimal }, wrapUnions: 'auto' };
const serializer = new AvroSerializer(registry, SerdeType.VALUE, {
  ...avroOptions,
  autoRegisterSchemas: false,
  useLatestVersion: true,
});
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, avroOptions);

// Fields with defaults must be there all the same: avsc fills in none when it writes.
const settings = {
  charge_scope: 'ALL',
  categories: [],
  priority: 50,
  billing_mode: 'PREPAID',
  on_payment_failure: 'PAUSE',
  pause_at_first_failure: true,
  floor: '0',
  rearm_margin: '0',
  terms_days: 30,
  alerts: {
    info: { value: '5', direction: 'BELOW' },
    warning: null,
    in_alarm: null,
    margin: '0',
    time_to_empty_hours: null,
  },
  auto_recharge: null,
  budgets: [],
};

const openWallet = {
  command_id: `${walletId}-open`,
  wallet_id: walletId,
  issued_by: 'drawdown.mjs',
  issued_at: Date.now(),
  body: {
    'dev.drawdown.schemas.OpenWallet': {
      owner_id: `owner-of-${walletId}`,
      name: null,
      currency: 'USD',
      credit_value: '1',
      settings,
      expires_at: null,
      top_up: {
        amount: '10',
        collect: 'RECORDED',
        payer_id: null,
        reference: 'wire 42',
        free_amount: '0',
        expires_at: null,
      },
      free_amount: null,
    },
  },
};

const usage = (number) => ({
  event_id: `${walletId}-usage-${number}`,
  wallet_id: walletId,
  app_id: null,
  category: 'sms',
  meter: null,
  quantity: '1',
  amount: '2.5',
  charge_type: 'USAGE',
  occurred_at: Date.now(),
  attributes: { from: 'JavaScript' },
});

/** Reads topics from their beginning until all that is wanted of this wallet has come. */
async function read(wanted) {
  const found = Object.fromEntries(Object.keys(wanted).map((topic) => [topic, []]));
  const complete = () => Object.entries(wanted).every(([topic, count]) => found[topic].length >= count);
  const consumer = kafka.consumer({ groupId: `drawdown-js-${walletId}-${Object.keys(wanted).join('-')}` });
  await consumer.connect();
  await consumer.subscribe({ topics: Object.keys(wanted), fromBeginning: true });
  await new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`Expected ${JSON.stringify(wanted)} of ${walletId}, but found ${JSON.stringify(found)}`)),
      1000 * Number(options['wait-seconds']),
    );
    consumer.run({
      eachMessage: async ({ topic, message }) => {
        if (message.key?.toString() === walletId) {
          found[topic].push(await deserializer.deserialize(topic, message.value));
          if (complete()) {
            clearTimeout(limit);
            resolve();
          }
        }
      },
    }).catch(reject);
  });
  await consumer.disconnect();
  return found;
}

const producer = kafka.producer();

async function send(topic, values) {
  const messages = [];
  for (const value of values) {
    messages.push({ key: walletId, value: await serializer.serialize(topic, value) });
  }
  await producer.send({ topic, messages });
}

function print(found) {
  for (const [topic, records] of Object.entries(found)) {
    for (const value of records) {
      console.log(JSON.stringify({ topic, value }));
    }
  }
}

await producer.connect();
await send('wallet.commands', [openWallet]);
print(await read({ 'wallet.outcomes': 1 }));
const events = [usage(1), usage(2), usage(3)];
await send('usage.events', [...events, events[2]]);
print(await read({ 'wallet.ledger': 4, 'wallet.alerts': 1 }));
await producer.disconnect();
