#include "channels/smpp/pdu_codec.hpp"

#include <stdexcept>

#include <catch2/catch.hpp>

#include "channels/smpp/frame_buffer.hpp"
#include "channels/smpp/long_message.hpp"
#include "channels/smpp/receipt_reader.hpp"
#include "tests/channels/smpp/golden_pdus.hpp"

namespace triand::channels::smpp {
namespace {

ShortMessage to_customer() {
  ShortMessage out;
  out.source_ton = 5;
  out.source = "EVNNPC";
  out.destination_ton = 1;
  out.destination_npi = 1;
  out.destination = "84912345678";
  out.registered_delivery = 1;
  return out;
}

Pdu pdu(std::uint32_t command, std::uint32_t sequence, decltype(Pdu::body) body = PlainBody{},
        std::uint32_t status = 0) {
  return {.command = command, .status = status, .sequence = sequence, .body = std::move(body)};
}

Pdu submit(std::uint32_t sequence, std::string_view text) {
  return pdu(command::kSubmitSm, sequence,
             submits_of(text, DefaultAlphabet::gsm7, LongMessages::udh, 0x2A, to_customer()).front());
}

}  // namespace

TEST_CASE("every golden PDU is packed byte for byte") {
  Bind bind;
  bind.system_id = "triand";
  bind.password = "testpw";
  CHECK(encode(pdu(command::kBindTransceiver, 1, bind)) == golden(1));
  const BindAnswer bound{.system_id = "stub", .tlvs = {{tag::kScInterfaceVersion, "\x34"}}};
  CHECK(encode(pdu(command::kBindTransceiver | command::kResponse, 1, bound)) == golden(2));
  CHECK(encode(submit(1, "Tri an")) == golden(3));
  CHECK(encode(pdu(command::kSubmitSm | command::kResponse, 1,
                   MessageAnswer{.message_id = "1001", .tlvs = {}})) == golden(4));
  CHECK(encode(pdu(command::kSubmitSm | command::kResponse, 2,
                   MessageAnswer{.message_id = "", .has_body = false, .tlvs = {}}, 0x58)) == golden(5));
  CHECK(encode(submit(3, "Cảm ơn")) == golden(6));
  ShortMessage part = to_customer();
  part.esm_class = 0x40;
  part.text = from_hex("0500032a0201") + "Phan 1";
  CHECK(encode(pdu(command::kSubmitSm, 4, part)) == golden(7));
  ShortMessage receipt;
  receipt.source_ton = 1;
  receipt.source_npi = 1;
  receipt.source = "84912345678";
  receipt.destination_ton = 5;
  receipt.destination = "EVNNPC";
  receipt.esm_class = 4;
  receipt.text =
      "id:1001 sub:001 dlvrd:001 submit date:2612180800 done date:2612180801 stat:DELIVRD err:000 text:Tri "
      "an";
  receipt.tlvs = {{tag::kReceiptedMessageId, std::string("1001\0", 5)}, {tag::kMessageState, "\x02"}};
  CHECK(encode(pdu(command::kDeliverSm, 1, receipt)) == golden(8));
  CHECK(encode(pdu(command::kDeliverSm | command::kResponse, 1, MessageAnswer{})) == golden(9));
  CHECK(encode(pdu(command::kEnquireLink, 5)) == golden(10));
  CHECK(encode(pdu(command::kEnquireLink | command::kResponse, 5)) == golden(11));
  CHECK(encode(pdu(command::kUnbind, 6)) == golden(12));
  CHECK(encode(pdu(command::kGenericNack, 7, PlainBody{}, 3)) == golden(13));
}

TEST_CASE("every golden PDU is unpacked and packs to the same bytes again") {
  for (int number = 1; number <= 13; ++number) {
    const auto read = decode(golden(number));
    CAPTURE(number);
    REQUIRE(read);
    CHECK(encode(*read) == golden(number));
  }
  const auto read = decode(golden(8));
  const auto& message = std::get<ShortMessage>(read->body);
  CHECK(message.source == "84912345678");
  CHECK(message.destination == "EVNNPC");
  REQUIRE(message.find(tag::kMessageState) != nullptr);
  const auto receipt = read_receipt(message, MessageIds::same);
  REQUIRE(receipt);
  CHECK(receipt->word == Receipt::Word::delivered);
  CHECK(receipt->provider_id == "1001");
}

TEST_CASE("what is cut off or runs past its end is no PDU") {
  for (const int number : {1, 3, 6, 7, 8}) {
    const std::string whole = golden(number);
    for (std::size_t size = kHeaderSize; size < whole.size(); ++size) {
      // A message without its last parameter is whole all the same.
      if (number == 8 && (size == 152 || size == 161)) continue;
      CAPTURE(number, size);
      CHECK_FALSE(decode(whole.substr(0, size)).has_value());
    }
  }
  std::string long_text = golden(3);
  long_text[49] = static_cast<char>(200);  // sm_length
  CHECK_FALSE(decode(long_text).has_value());
  ShortMessage endless = to_customer();
  endless.text = std::string(255, 'x');
  CHECK_THROWS_AS(encode(pdu(command::kSubmitSm, 1, endless)), std::length_error);
  ShortMessage zero = to_customer();
  zero.source = std::string("EVN\0NPC", 7);
  CHECK_THROWS_AS(encode(pdu(command::kSubmitSm, 1, zero)), std::length_error);
}

TEST_CASE("an id without its zero byte, or with more behind it, is read") {
  const auto read = decode(from_hex("00000014800000040000000000000001") + "1001");
  REQUIRE(read);
  CHECK(std::get<MessageAnswer>(read->body).message_id == "1001");
  const auto odd =
      decode(from_hex("00000018800000040000000000000001") + std::string("1001\0\x01\x02\x03", 8));
  REQUIRE(odd);
  CHECK(std::get<MessageAnswer>(odd->body).message_id == "1001");
}

TEST_CASE("PDUs are found in any division of the stream") {
  std::string stream;
  for (int number = 1; number <= 13; ++number) stream += golden(number);
  for (std::size_t step = 1; step < 200; step += 7) {
    FrameBuffer buffer;
    int found = 0;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      buffer.append(std::string_view(stream).substr(at, step));
      while (const auto frame = buffer.next()) {
        ++found;
        CHECK(*frame == golden(found));
      }
    }
    CHECK(found == 13);
    CHECK_FALSE(buffer.fault());
  }
}

TEST_CASE("a length that cannot be ends the stream") {
  for (const char* length : {"0000000f", "00000000", "ffffffff", "00011171"}) {
    FrameBuffer buffer;
    buffer.append(golden(10) + from_hex(length) + from_hex("000000150000000000000009"));
    REQUIRE(buffer.next());
    CHECK_FALSE(buffer.next());
    CHECK(buffer.fault());
    CHECK(buffer.faulty_sequence() == 9);
    buffer.append(golden(10));
    CHECK_FALSE(buffer.next());
  }
}

}  // namespace triand::channels::smpp
