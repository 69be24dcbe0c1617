// Opens a wallet, uses it up, and reads what followed: KafkaJS and Confluent's registry client against Drawdown's topics.
// node roundtrip.js BOOTSTRAP REGISTRY WALLET prints one line of JSON: the outcome, the ledger entries and the alerts.
import {AvroDeserializer, AvroSerializer, SchemaRegistryClient, SerdeType} from '@confluentinc/schemaregistry';
import {Kafka, Partitioners, logLevel} from 'kafkajs';

const MICRO_DIGITS = 6;
const QUANTITY_DIGITS = 18;
const LIMIT_MILLIS = 90_000;

const [bootstrap, registryUrl, wallet] = process.argv.slice(2);
const registry = new SchemaRegistryClient({baseURLs: [registryUrl]});
// The schemas are in the registry already: a producer looks them up and registers nothing.
const serializer = new AvroSerializer(registry, SerdeType.VALUE, {autoRegisterSchemas: false, useLatestVersion: true});
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});
const kafka = new Kafka({clientId: 'roundtrip', brokers: [bootstrap], logLevel: logLevel.ERROR});

/** A decimal as Avro carries it: the unscaled number, big-endian, in two's complement. */
function decimal(text, digits) {
  const [whole, fraction = ''] = text.split('.');
  const unscaled = BigInt(whole + fraction.padEnd(digits, '0'));
  let hex = unscaled.toString(16);
  hex = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(parseInt(hex.slice(0, 2), 16) > 127 ? `00${hex}` : hex, 'hex');
}

function text(bytes, digits) {
  const hex = Buffer.from(bytes).toString('hex');
  const unscaled = BigInt.asIntN(hex.length * 4, BigInt(`0x${hex || '0'}`));
  const padded = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(digits + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

const money = (amount) => decimal(amount, MICRO_DIGITS);

function opening() {
  return {
    command_id: `${wallet}-open`, wallet_id: wallet, issued_by: 'roundtrip', issued_at: Date.now(),
    body: {'dev.drawdown.schemas.OpenWallet': {
      owner_id: `${wallet}-owner`, currency: 'USD', credit_value: money('1'),
      settings: {alerts: {warning: {value: money('10'), direction: 'BELOW'}, margin: money('0')},
        floor: money('0'), rearm_margin: money('0')},
      top_up: {amount: money('25'), collect: 'RECORDED', free_amount: money('0'), reference: 'wire 4711'},
    }},
  };
}

function usage(id, amount) {
  return {event_id: id, wallet_id: wallet, category: 'sms', quantity: decimal('1', QUANTITY_DIGITS),
    amount: money(amount), occurred_at: occurredAt, attributes: {country: 'FR'}};
}

const occurredAt = Date.now();
const found = {outcomes: [], entries: [], alerts: []};

/** Reads a topic from its beginning and keeps what is about our wallet. */
async function follow(topic, keep) {
  const consumer = kafka.consumer({groupId: `${wallet}-${topic}`});
  await consumer.connect();
  await consumer.subscribe({topic, fromBeginning: true});
  await consumer.run({eachMessage: async ({message}) => {
    if (message.key?.toString() === wallet) {
      keep(await deserializer.deserialize(topic, message.value));
    }
  }});
  return consumer;
}

async function until(what, condition) {
  const deadline = Date.now() + LIMIT_MILLIS;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error(`Expected ${what} within ${LIMIT_MILLIS} ms, but found ${JSON.stringify(found)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const producer = kafka.producer({createPartitioner: Partitioners.DefaultPartitioner, idempotent: true});
await producer.connect();
const consumers = await Promise.all([
  follow('wallet.outcomes', (each) => found.outcomes.push({status: each.status, code: each.code})),
  follow('wallet.ledger', (each) => found.entries.push({seq: Number(each.seq), reason: each.reason,
    delta: text(each.balance_delta, MICRO_DIGITS), after: text(each.balance_after, MICRO_DIGITS),
    input: each.input_id, category: each.category})),
  follow('wallet.alerts', (each) => found.alerts.push({kind: each.kind, to_level: each.to_level, message: each.message})),
]);

const send = async (topic, value) =>
  producer.send({topic, messages: [{key: wallet, value: await serializer.serialize(topic, value)}]});

await send('wallet.commands', opening());
await until('an outcome', () => found.outcomes.length > 0);
await send('usage.events', usage('js-1', '12.5'));
await send('usage.events', usage('js-1', '12.5'));
await send('usage.events', usage('js-2', '0.000001'));
await send('usage.events', usage('js-3', '5'));
await until('four entries and an alert', () => found.entries.length >= 4 && found.alerts.length >= 1);

await Promise.all([producer, ...consumers].map((each) => each.disconnect()));
console.log(JSON.stringify(found));
