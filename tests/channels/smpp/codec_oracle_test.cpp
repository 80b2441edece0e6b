// Random PDUs through libsmpp34, which was written by others: what we pack it must read as we meant it, and what it packs
// we must read as it meant it.
#include <netinet/in.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>

#include <catch2/catch.hpp>

#include "channels/smpp/octets.hpp"
#include "channels/smpp/pdu_codec.hpp"

extern "C" {
#include <smpp34.h>

#include <smpp34_structs.h>

// Needs what the others declare.
#include <smpp34_params.h>
}

namespace triand::channels::smpp {
namespace {

constexpr int kRounds = 2000;

class Dice {
 public:
  std::uint8_t byte() { return static_cast<std::uint8_t>(engine_()); }
  std::size_t upto(std::size_t most) { return engine_() % (most + 1); }
  std::uint32_t sequence() { return static_cast<std::uint32_t>(engine_() % kLastSequence) + 1; }
  std::string word(std::size_t longest) {
    std::string out;
    for (std::size_t left = upto(longest); left > 0; --left) out += static_cast<char>('!' + engine_() % 94);
    return out;
  }
  std::string bytes(std::size_t longest) {
    std::string out;
    for (std::size_t left = upto(longest); left > 0; --left) out += static_cast<char>(byte());
    return out;
  }

 private:
  std::mt19937 engine_{20261218};
};

ShortMessage random_message(Dice& dice, bool submit) {
  ShortMessage out;
  out.service_type = dice.word(5);
  out.source_ton = static_cast<std::uint8_t>(dice.upto(6));
  out.source_npi = static_cast<std::uint8_t>(dice.upto(1));
  out.source = dice.word(20);
  out.destination_ton = static_cast<std::uint8_t>(dice.upto(6));
  out.destination_npi = static_cast<std::uint8_t>(dice.upto(1));
  out.destination = dice.word(20);
  out.esm_class = dice.byte();
  out.protocol_id = dice.byte();
  out.priority = dice.byte();
  // A deliver_sm has no times (SMPP 3.4, 4.6.1).
  out.schedule_delivery_time = !submit || dice.upto(1) == 0 ? "" : "261218080000028+";
  out.validity_period = !submit || dice.upto(1) == 0 ? "" : "261221203000028+";
  out.registered_delivery = dice.byte();
  out.replace_if_present = dice.byte();
  out.data_coding = dice.byte();
  out.default_msg_id = dice.byte();
  // libsmpp34 reads 254 octets and does not pack them.
  out.text = dice.bytes(253);
  if (submit && dice.upto(1) == 0) {
    std::string reference;
    append_u16(reference, static_cast<std::uint16_t>(dice.upto(0xFFFF)));
    out.tlvs = {{tag::kSarMsgRefNum, reference},
                {tag::kSarTotalSegments, std::string(1, static_cast<char>(dice.byte()))},
                {tag::kSarSegmentSeqnum, std::string(1, static_cast<char>(dice.byte()))}};
  }
  if (!submit && dice.upto(1) == 0)
    out.tlvs = {{tag::kReceiptedMessageId, dice.word(60) + '\0'},
                {tag::kMessageState, std::string(1, static_cast<char>(dice.upto(8)))}};
  if (dice.upto(3) == 0) out.tlvs.push_back({tag::kMessagePayload, dice.bytes(999) + 'x'});
  return out;
}

// It re-emits parameters in another order, which means nothing.
Pdu sorted(Pdu pdu) {
  if (auto* message = std::get_if<ShortMessage>(&pdu.body))
    std::sort(message->tlvs.begin(), message->tlvs.end(),
              [](const Tlv& one, const Tlv& other) { return one.tag < other.tag; });
  return pdu;
}

std::string text_of(const std::uint8_t* field) { return reinterpret_cast<const char*>(field); }

template <class Struct>
void compare(const Struct& theirs, const ShortMessage& ours) {
  CHECK(text_of(theirs.service_type) == ours.service_type);
  CHECK(theirs.source_addr_ton == ours.source_ton);
  CHECK(theirs.source_addr_npi == ours.source_npi);
  CHECK(text_of(theirs.source_addr) == ours.source);
  CHECK(theirs.dest_addr_ton == ours.destination_ton);
  CHECK(theirs.dest_addr_npi == ours.destination_npi);
  CHECK(text_of(theirs.destination_addr) == ours.destination);
  CHECK(theirs.esm_class == ours.esm_class);
  CHECK(theirs.protocol_id == ours.protocol_id);
  CHECK(theirs.priority_flag == ours.priority);
  CHECK(text_of(theirs.schedule_delivery_time) == ours.schedule_delivery_time);
  CHECK(text_of(theirs.validity_period) == ours.validity_period);
  CHECK(theirs.registered_delivery == ours.registered_delivery);
  CHECK(theirs.replace_if_present_flag == ours.replace_if_present);
  CHECK(theirs.data_coding == ours.data_coding);
  CHECK(theirs.sm_default_msg_id == ours.default_msg_id);
  CHECK(std::string(reinterpret_cast<const char*>(theirs.short_message), theirs.sm_length) == ours.text);
  std::size_t parameters = 0;
  for (const tlv_t* one = theirs.tlv; one != nullptr; one = one->next) ++parameters;
  CHECK(parameters == ours.tlvs.size());
}

// Through the other library and back.
template <class Struct, class Compare>
Pdu there_and_back(const Pdu& pdu, Compare compare_fields) {
  const std::string bytes = encode(pdu);
  Struct theirs;
  std::memset(&theirs, 0, sizeof theirs);
  const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const int failed = smpp34_unpack2(&theirs, begin, static_cast<int>(bytes.size()));
  CAPTURE(std::string(smpp34_strerror));
  REQUIRE(failed == 0);
  CHECK(theirs.command_length == bytes.size());
  CHECK(theirs.command_id == pdu.command);
  CHECK(theirs.command_status == pdu.status);
  CHECK(theirs.sequence_number == pdu.sequence);
  compare_fields(theirs);
  std::uint8_t packed[4096];
  int length = 0;
  REQUIRE(smpp34_pack2(packed, sizeof packed, &length, &theirs) == 0);
  if constexpr (requires { theirs.tlv; })
    if (theirs.tlv != nullptr) destroy_tlv(theirs.tlv);
  const auto read = decode({reinterpret_cast<const char*>(packed), static_cast<std::size_t>(length)});
  REQUIRE(read);
  return *read;
}

}  // namespace

TEST_CASE("libsmpp34 reads and writes random messages as we do") {
  Dice dice;
  for (int round = 0; round < kRounds; ++round) {
    const bool submit = round % 2 == 0;
    const ShortMessage message = random_message(dice, submit);
    Pdu pdu;
    pdu.command = submit ? command::kSubmitSm : command::kDeliverSm;
    pdu.sequence = dice.sequence();
    pdu.body = message;
    CAPTURE(round);
    const auto fields = [&](const auto& theirs) { compare(theirs, message); };
    const Pdu back =
        submit ? there_and_back<submit_sm_t>(pdu, fields) : there_and_back<deliver_sm_t>(pdu, fields);
    CHECK(sorted(back) == sorted(pdu));
  }
}

TEST_CASE("libsmpp34 reads and writes random binds and answers as we do") {
  Dice dice;
  for (int round = 0; round < kRounds; ++round) {
    CAPTURE(round);
    Bind bind;
    bind.system_id = dice.word(15);
    bind.password = dice.word(8);
    bind.system_type = dice.word(12);
    bind.address_range = dice.word(40);
    Pdu pdu;
    pdu.command = command::kBindTransceiver;
    pdu.sequence = dice.sequence();
    pdu.body = bind;
    CHECK(there_and_back<bind_transceiver_t>(pdu, [&](const bind_transceiver_t& theirs) {
            CHECK(text_of(theirs.system_id) == bind.system_id);
            CHECK(text_of(theirs.password) == bind.password);
            CHECK(theirs.interface_version == 0x34);
          }) == pdu);
    MessageAnswer answer;
    answer.message_id = dice.word(64);
    pdu.command = command::kSubmitSm | command::kResponse;
    pdu.body = answer;
    CHECK(there_and_back<submit_sm_resp_t>(pdu, [&](const submit_sm_resp_t& theirs) {
            CHECK(text_of(theirs.message_id) == answer.message_id);
          }) == pdu);
  }
}

}  // namespace triand::channels::smpp
