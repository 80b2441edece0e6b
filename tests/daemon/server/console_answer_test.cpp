#include "daemon/server/console/spoken_answer.hpp"

#include <catch2/catch.hpp>

#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;
using domain::Reason;
using namespace std::chrono_literals;

const schedule::TimeZone& zone() {
  static const schedule::TimeZone kZone = schedule::TimeZone::find("Asia/Ho_Chi_Minh").value();
  return kZone;
}

schedule::WallTime december(unsigned day, std::chrono::minutes of_day) {
  return zone().at(std::chrono::year(2026) / 12 / day, of_day);
}

AnswerFacts facts(std::vector<AnswerFacts::Delivery> deliveries) {
  AnswerFacts out;
  out.deliveries = std::move(deliveries);
  out.in_campaign = true;
  return out;
}

SpokenAnswer in_vietnamese(const AnswerFacts& facts) {
  return spoken_answer(facts, zone(), Language::vietnamese);
}

SpokenAnswer in_english(const AnswerFacts& facts) { return spoken_answer(facts, zone(), Language::english); }

using Sentences = std::vector<std::string>;

TEST_CASE(
    "an SMS that failed and a Zalo message that arrived are both told, and the one that arrived counts") {
  const AnswerFacts both =
      facts({{"sms", "sms", DeliveryState::failed, Reason::unreachable, december(19, 8h + 14min)},
             {"zalo", "zalo", DeliveryState::delivered, Reason::none, december(19, 9h + 2min)}});
  const SpokenAnswer answer = in_vietnamese(both);
  CHECK(answer.verdict == "Đã nhận được lời tri ân.");
  CHECK(answer.details ==
        Sentences{"Không gửi được tin SMS (lúc 08:14 ngày 19/12/2026). Máy của khách hàng tắt "
                  "hoặc ngoài vùng phủ sóng.",
                  "Đã nhận tin Zalo lúc 09:02 ngày 19/12/2026."});
  CHECK(answer.aloud == "Anh/chị kiểm tra giúp em tin Zalo nhận lúc 09:02 ngày 19/12/2026.");
  CHECK(in_english(both).aloud == "Please look at the Zalo message that arrived at 09:02 on 19/12/2026.");
}

TEST_CASE("what was sent and not reported is not called received") {
  const SpokenAnswer answer = in_vietnamese(
      facts({{"mail", "email", DeliveryState::accepted, Reason::no_receipt, december(18, 7h + 30min)}}));
  CHECK(answer.verdict == "Đã gửi lời tri ân, chưa có báo là đã tới.");
  CHECK(answer.details == Sentences{"Đã gửi email lúc 07:30 ngày 18/12/2026; chưa có báo là đã tới."});
}

TEST_CASE("a letter is posted, not received") {
  const AnswerFacts posted =
      facts({{"post", "letter", DeliveryState::delivered, Reason::none, december(20, 10h)}});
  CHECK(in_vietnamese(posted).verdict == "Thư đã gửi bưu điện lúc 10:00 ngày 20/12/2026.");
  const AnswerFacts printing =
      facts({{"post", "letter", DeliveryState::accepted, Reason::none, december(20, 10h)}});
  CHECK(in_english(printing).aloud == "The letter to you is being printed.");
}

TEST_CASE("a doubt is called a doubt, and waiting is waiting") {
  const AnswerFacts doubt =
      facts({{"sms", "smpp", DeliveryState::in_doubt, Reason::connection_lost, december(18, 8h)}});
  CHECK(in_english(doubt).verdict == "It is not known whether the thank-you arrived.");
  AnswerFacts waiting = facts({{"sms", "sms", DeliveryState::queued, Reason::none, december(18, 8h)}});
  CHECK(in_vietnamese(waiting).details == Sentences{"Tin SMS đang chờ gửi."});
  waiting.approved = false;
  CHECK(in_vietnamese(waiting).details ==
        Sentences{"Đợt tri ân này chưa được duyệt.", "Tin SMS đang chờ gửi."});
}

TEST_CASE("whoever refused is told so, and no one is promised anything") {
  const AnswerFacts refused =
      facts({{"sms", "sms", DeliveryState::failed, Reason::opted_out, december(18, 8h)}});
  CHECK(in_vietnamese(refused).aloud == "Anh/chị đã yêu cầu ngừng nhận tin nên bên em không gửi ạ.");
  AnswerFacts none;
  CHECK(in_vietnamese(none).verdict == "Khách hàng chưa có trong đợt tri ân nào.");
  none.in_campaign = true;
  none.left_out = Reason::duplicate_customer;
  CHECK(in_vietnamese(none).verdict == "Hệ thống không gửi lời tri ân cho khách hàng này.");
  CHECK(in_vietnamese(none).details.front() ==
        std::string(domain::text_of(Reason::duplicate_customer).vietnamese));
}

TEST_CASE("every state of every kind of channel has a whole sentence in both languages") {
  for (std::size_t state = 0; state < domain::kDeliveryStates; ++state)
    for (const char* kind : {"sms", "smpp", "zalo", "email", "letter", "website", "exec"})
      for (const Language language : {Language::vietnamese, Language::english}) {
        CAPTURE(state, kind);
        const SpokenAnswer answer = spoken_answer(
            facts({{"name", kind, static_cast<DeliveryState>(state), Reason::none, december(18, 8h)}}),
            zone(), language);
        for (const std::string& sentence : {answer.verdict, answer.aloud, answer.details.at(0)}) {
          CHECK(sentence.size() > 10);
          CHECK(sentence.find_first_of("{}") == std::string::npos);
          CHECK(sentence.back() == '.');
        }
      }
}

TEST_CASE("a document's time is told as Viet Nam writes it") {
  CHECK(short_time("2026-12-19T09:02:11+07:00") == "19/12/2026 09:02");
  CHECK(short_time("") == "");
  CHECK(short_time("soon") == "soon");
}

}  // namespace
}  // namespace triand::server
