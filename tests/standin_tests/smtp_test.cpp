#include <catch2/catch.hpp>

#include "tests/standin/smtp/mail.hpp"
#include "tests/standin/smtp/smtp_dialogue.hpp"

using namespace triand::standin;

namespace {

class Host : public SmtpHost {
 public:
  std::optional<Action> recipient_named(const std::string&) override { return action; }
  void mail_accepted(const std::vector<std::string>& recipients, std::string_view raw,
                     const std::string&) override {
    taken.insert(taken.end(), recipients.begin(), recipients.end());
    last = std::string(raw);
  }

  std::optional<Action> action;
  std::vector<std::string> taken;
  std::string last;
};

struct Conversation {
  Host host;
  SmtpDialogue dialogue{host, std::chrono::milliseconds(700), 1};

  std::string say(std::string_view text) { return dialogue.line(text, true).reply; }

  // Everything up to the dot; the turn that answers it, or the refusal that came before.
  SmtpTurn mail_to(const std::string& address) {
    REQUIRE(say("EHLO test").starts_with("250-"));
    REQUIRE(say("MAIL FROM:<a@example.vn>") == "250 2.1.0 Ok\r\n");
    SmtpTurn named = dialogue.line("RCPT TO:<" + address + ">", true);
    if (!named.reply.starts_with("250")) return named;
    REQUIRE(say("DATA").starts_with("354"));
    for (const char* line : {"Message-ID: <ref1@example.vn>", "", "hello", "..stuffed"}) {
      REQUIRE(say(line).empty());
    }
    return dialogue.line(".", true);
  }
};

}  // namespace

TEST_CASE("a mail is taken behind the dot, with its dots unstuffed") {
  Conversation conversation;
  CHECK(conversation.mail_to("x@example.vn").reply.starts_with("250 2.0.0 Ok: queued as "));
  CHECK(conversation.host.taken == std::vector<std::string>{"x@example.vn"});
  CHECK(conversation.host.last == "Message-ID: <ref1@example.vn>\r\n\r\nhello\r\n.stuffed\r\n");
}

TEST_CASE("the local part of a recipient decides how its mail fares") {
  auto fate = [](const std::string& address) {
    Conversation conversation;
    SmtpTurn turn = conversation.mail_to(address);
    return std::make_tuple(turn.reply.substr(0, 9), turn.then, conversation.host.taken.size());
  };
  using Then = SmtpTurn::Then;
  CHECK(fate("bad1@x.vn") == std::make_tuple("550-5.1.1", Then::go_on, 0U));
  CHECK(fate("full1@x.vn") == std::make_tuple("452 4.2.2", Then::go_on, 0U));
  CHECK(fate("grey1@x.vn") == std::make_tuple("451 4.7.1", Then::go_on, 0U));
  CHECK(fate("r421@x.vn") == std::make_tuple("421 4.3.2", Then::close, 0U));
  CHECK(fate("spam1@x.vn") == std::make_tuple("554 5.7.1", Then::go_on, 0U));
  CHECK(fate("tmp1@x.vn") == std::make_tuple("451 4.3.0", Then::go_on, 0U));
  CHECK(fate("drop1@x.vn") == std::make_tuple("", Then::close, 1U));
  Conversation late;
  CHECK(late.mail_to("hang1@x.vn").delay == std::chrono::milliseconds(700));
  CHECK(late.host.taken.size() == 1);
}

TEST_CASE("a rule goes before the local part") {
  Conversation conversation;
  conversation.host.action.emplace().error = "452 4.5.3 too many";
  CHECK(conversation.mail_to("bad1@x.vn").reply == "452 4.5.3 too many\r\n");
  conversation.host.action->stage = "dot";
  CHECK(conversation.say("RSET") == "250 2.0.0 Ok\r\n");
  CHECK(conversation.mail_to("good@x.vn").reply == "452 4.5.3 too many\r\n");
  CHECK(conversation.host.taken.empty());
}

TEST_CASE("a status for another protocol never makes an accepted mail vanish") {
  Conversation conversation;
  conversation.host.action.emplace().http_status = 500;
  CHECK(conversation.mail_to("good@x.vn").reply.starts_with("451"));
  CHECK(conversation.host.taken.empty());
}

TEST_CASE("bare line feeds in a mail are refused") {
  Conversation conversation;
  conversation.say("EHLO test");
  conversation.say("MAIL FROM:<>");
  conversation.say("RCPT TO:<x@example.vn>");
  conversation.say("DATA");
  CHECK(conversation.dialogue.line("bare", false).reply.empty());
  CHECK(conversation.dialogue.line(".", false).reply.empty());
  CHECK(conversation.say(".").starts_with("554"));
  CHECK(conversation.host.taken.empty());
}

TEST_CASE("commands out of order are refused") {
  Conversation conversation;
  CHECK(conversation.say("MAIL FROM:<a@b.vn>").starts_with("503"));
  CHECK(conversation.say("RCPT TO:<a@b.vn>").starts_with("503"));
  CHECK(conversation.say("DATA").starts_with("503"));
  CHECK(conversation.say("STARTTLS").starts_with("502"));
  CHECK(conversation.dialogue.line("QUIT", true).then == SmtpTurn::Then::close);
}

TEST_CASE("a mail's reference, subject and text are read out of its MIME parts") {
  Mail mail = parse_mail(
      "Subject: =?UTF-8?B?VHJpIMOibg==?=\r\n =?UTF-8?Q?_kh=C3=A1ch?= hang\r\n"
      "MESSAGE-ID: <tri2026abc@mail.example.vn>\r\n"
      "Content-Type: multipart/alternative;\r\n boundary=\"a.b/c\"\r\n\r\n"
      "preamble\r\n--a.b/c\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n"
      "--a.b/c\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
      "S8OtbmggZ+G7rWk=\r\n--a.b/c--\r\n");
  CHECK(mail.reference == "tri2026abc");
  CHECK(mail.subject == "Tri ân khách hang");
  CHECK(mail.text == "Kính gửi");
  CHECK(parse_mail("Content-Transfer-Encoding: quoted-printable\r\n\r\nT=C3=B4i =\r\nvui").text == "Tôi vui");
  CHECK(mail_reference("Subject: x\n\nMessage-ID: <body@x>\n").empty());
}
