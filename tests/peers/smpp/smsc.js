// An SMPP server made of the npm package smpp. Prints its port, and for each message that it takes a line of JSON. Every
// tenth submit_sm is throttled, every receipt but one in seven comes before the answer.
'use strict';

const smpp = require('smpp');

const payload = (pdu) => {
  const text = pdu.message_payload || pdu.short_message;
  return text && text.message !== undefined ? text.message.toString() : '';
};

let submits = 0;
let lastId = 1000;

const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('close', () => {});
  session.on('bind_transceiver', (pdu) => {
    const known = pdu.system_id === 'triand' && pdu.password === 'testpw';
    session.send(pdu.response(known ? {system_id: 'peer'} : {command_status: smpp.ESME_RINVPASWD}));
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    console.log(JSON.stringify({unbind: true}));
    session.send(pdu.response());
    session.close();
  });
  session.on('submit_sm', (pdu) => {
    submits += 1;
    if (submits % 10 === 0) {
      session.send(pdu.response({command_status: smpp.ESME_RTHROTTLED}));
      return;
    }
    lastId += 1;
    const id = String(lastId);
    const parts = pdu.short_message && pdu.short_message.udh ? pdu.short_message.udh.length : 0;
    console.log(JSON.stringify({
      id, to: pdu.destination_addr, from: pdu.source_addr, ton: pdu.source_addr_ton, text: payload(pdu),
      coding: pdu.data_coding, esm: pdu.esm_class, validity: pdu.validity_period, parts,
    }));
    const tell = () => session.deliver_sm({
      source_addr_ton: 1, source_addr_npi: 1, source_addr: pdu.destination_addr,
      dest_addr_ton: 5, dest_addr_npi: 0, destination_addr: pdu.source_addr, esm_class: 4,
      receipted_message_id: id, message_state: 2,
      short_message: {
        message: `id:${id} sub:001 dlvrd:001 submit date:2612180800 done date:2612180801 stat:DELIVRD err:000 text:`,
      },
    });
    if (pdu.registered_delivery & 1 && submits % 7 !== 0) tell();
    session.send(pdu.response({message_id: id}));
    if (pdu.registered_delivery & 1 && submits % 7 === 0) tell();
  });
});

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({port: server.address().port})));
