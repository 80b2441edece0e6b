#include "templates/message.hpp"

#include <catch2/catch.hpp>

#include "tests/templates/values.hpp"

using namespace triand;
using namespace triand::templates;
using triand::tests::Values;

namespace {

using Parts = std::vector<MessagePart>;
using Data = std::vector<std::pair<std::string, std::string>>;

Message compiled(MessageForm form, Parts parts, const Values& values) {
  config::Problems problems;
  auto out = Message::compile({form, std::move(parts)}, values.names(), problems);
  for (const config::Problem& problem : problems) UNSCOPED_INFO(problem.to_string());
  REQUIRE(out);
  return std::move(*out);
}

FilledMessage filled(MessageForm form, Parts parts, const Values& values = {}) {
  return compiled(form, std::move(parts), values).fill(values.views());
}

std::vector<std::string> faults(MessageForm form, Parts parts) {
  config::Problems problems;
  const Values values;
  const auto message = Message::compile({form, std::move(parts)}, values.names(), problems);
  CHECK_FALSE(message);
  std::vector<std::string> out;
  for (const config::Problem& problem : problems) out.push_back(problem.to_string());
  return out;
}

}  // namespace

TEST_CASE("a text message is its text, blank ends cut") {
  const FilledMessage out =
      filled(MessageForm::text, {{"text", "sms.txt", "\nXin chào {{ full_name }}\n\n"}});
  CHECK(out.text == "Xin chào Nguyễn Thị Hồng Đào");
  CHECK(out.subject.empty());
  CHECK(out.missing.empty());
}

TEST_CASE("an email has a subject, a body and HTML with escaped values") {
  Values values;
  values.set("full_name", "A & B <x>");
  const FilledMessage out = filled(MessageForm::email,
                                   {{"subject", "subject.txt", "Gửi {{ full_name }}"},
                                    {"body", "body.txt", "Chào {{ full_name }}"},
                                    {"html", "body.html", "<p>{{ full_name }}</p>"}},
                                   values);
  CHECK(out.subject == "Gửi A & B <x>");
  CHECK(out.text == "Chào A & B <x>");
  CHECK(out.html == "<p>A &amp; B &lt;x&gt;</p>");
}

TEST_CASE("a subject stays one line whatever the values hold") {
  Values values;
  values.set("full_name", "A\r\nBcc: b@example.vn\tC\n");
  const FilledMessage out =
      filled(MessageForm::email,
             {{"subject", "subject.txt", "Gửi {{ full_name }}"}, {"body", "body.txt", "x"}}, values);
  CHECK(out.subject == "Gửi A Bcc: b@example.vn C");
}

TEST_CASE("what a customer is called stays text in every form of message") {
  Values values;
  const std::string name = "{{ phone }}{% if gift %}{% end %} \", \"x\": \"y' ${text} <b>&";
  const std::string escaped =
      "{{ phone }}{% if gift %}{% end %} &quot;, &quot;x&quot;: &quot;y&#39; ${text} &lt;b&gt;&amp;";
  values.set("full_name", name);
  for (const MessageForm form : {MessageForm::text, MessageForm::letter})
    CHECK(filled(form, {{"text", "t.txt", "[{{ full_name }}]"}}, values).text == "[" + name + "]");
  const FilledMessage notice =
      filled(MessageForm::website, {{"text", "w.txt", "{{ full_name }}\n\n[{{ full_name }}]"}}, values);
  CHECK(notice.subject == name);
  CHECK(notice.text == "[" + name + "]");
  const FilledMessage mail = filled(MessageForm::email,
                                    {{"subject", "s.txt", "[{{ full_name }}]"},
                                     {"body", "b.txt", "[{{ full_name }}]"},
                                     {"html", "b.html", "<p title=\"{{ full_name }}\">{{ full_name }}</p>"}},
                                    values);
  CHECK(mail.subject == "[" + name + "]");
  CHECK(mail.text == "[" + name + "]");
  CHECK(mail.html == "<p title=\"" + escaped + "\">" + escaped + "</p>");
  const std::string yaml =
      "template_id: '1'\ndata: {a: '{{ full_name }}', b: \"[{{ full_name }}]\"}\n"
      "other_template: {template_id: '2', data: {a: '{{ full_name }}'}}\n";
  const Message zalo = compiled(MessageForm::zalo, {{"zalo", "z.yaml", yaml}}, values);
  CHECK(zalo.fill(values.views()).data == Data{{"a", name}, {"b", "[" + name + "]"}});
  CHECK(zalo.fill(values.views()).template_id == "1");
  CHECK(zalo.fill_other(values.views()).data == Data{{"a", name}});
}

TEST_CASE("a letter keeps its paragraphs and its bold marks") {
  const std::string text = "**Kính gửi {{ full_name }}**\n\nCảm ơn.";
  CHECK(filled(MessageForm::letter, {{"text", "letter.txt", text}}).text ==
        "**Kính gửi Nguyễn Thị Hồng Đào**\n\nCảm ơn.");
}

TEST_CASE("a website notice has its title in the first line") {
  const FilledMessage out =
      filled(MessageForm::website,
             {{"text", "website.txt", "{{ campaign_title }} {{ year }}\n\nCảm ơn\n\nQuý khách"}});
  CHECK(out.subject == "Tri ân khách hàng 2026");
  CHECK(out.text == "Cảm ơn\n\nQuý khách");
}

TEST_CASE("a Zalo message is a template id and parameters in the file's order") {
  const std::string yaml =
      "template_id: 330875\n"
      "data:\n"
      "  name: '{{ full_name | shorten:12 }}'\n"
      "  code: \"{{ customer_code }}\"\n"
      "  amount: '{{ amount | money | default:\"0 đ\" }}'\n";
  const FilledMessage out = filled(MessageForm::zalo, {{"zalo", "zalo.yaml", yaml}});
  CHECK(out.template_id == "330875");
  CHECK(out.data == Data{{"name", "Nguyễn Thị…"}, {"code", "PA05010001234"}, {"amount", "0 đ"}});
  CHECK(out.text.empty());
}

TEST_CASE("one missing value empties the whole message") {
  const FilledMessage email = filled(
      MessageForm::email, {{"subject", "subject.txt", "x"}, {"body", "body.txt", "{{ gift }} {{ amount }}"}});
  CHECK(email.missing == "gift");
  CHECK(email.subject.empty());
  CHECK(email.text.empty());
  const FilledMessage zalo =
      filled(MessageForm::zalo, {{"zalo", "zalo.yaml",
                                  "template_id: '1'\n"
                                  "data: {a: x, b: '{{ amount }}', c: '{{ gift }}'}\n"}});
  CHECK(zalo.missing == "amount");
  CHECK(zalo.template_id.empty());
  CHECK(zalo.data.empty());
}

TEST_CASE("faults of every part are told with file and line") {
  CHECK(faults(MessageForm::email, {{"subject", "subject.txt", "{{ yeer }}"},
                                    {"body", "body.txt", "a\n{{ gitf }}"},
                                    {"html", "body.html", "\n\n{% end %}"}}) ==
        std::vector<std::string>{"subject.txt:1: unknown name `yeer`; did you mean `year`?",
                                 "body.txt:2: unknown name `gitf`; did you mean `gift`?",
                                 "body.html:3: `{% end %}` without an `{% if %}` before it"});
  CHECK(faults(MessageForm::website, {{"text", "website.txt", "{{ yeer }}\n\n{{ gitf }}"}}) ==
        std::vector<std::string>{"website.txt:1: unknown name `yeer`; did you mean `year`?",
                                 "website.txt:3: unknown name `gitf`; did you mean `gift`?"});
}

TEST_CASE("faults of a Zalo message have the line and key of their parameter") {
  const std::vector<std::string> found =
      faults(MessageForm::zalo,
             {{"zalo", "zalo.yaml", "template_id: '1'\ndata:\n  a: x\n  b: '{{ yeer }}'\nmode: test\n"}});
  REQUIRE(found.size() == 2);
  CHECK(found[0] == "zalo.yaml:4: data.b: unknown name `yeer`; did you mean `year`?");
  CHECK(found[1].starts_with("zalo.yaml:5: mode: "));
  CHECK(faults(MessageForm::zalo, {{"zalo", "zalo.yaml", "data: {a: x}"}}).size() == 1);
  CHECK(faults(MessageForm::zalo, {{"zalo", "zalo.yaml", "template_id: '1'"}}).size() == 1);
}

TEST_CASE("a subject of two lines and empty parts are faults") {
  CHECK(faults(MessageForm::email, {{"subject", "s", "a\nb"}, {"body", "b", " \n"}}) ==
        std::vector<std::string>{
            "s:2: a subject is one line; leave out the rest",
            "b: is empty; write the text into it, or leave the channel out of `messages`"});
  CHECK(faults(MessageForm::text, {{"text", "sms.txt", ""}}).size() == 1);
  CHECK(faults(MessageForm::text, {}) == std::vector<std::string>{"message: its part `text` is not there"});
  CHECK(faults(MessageForm::website, {{"text", "w", ""}}).size() == 2);
  CHECK(faults(MessageForm::website, {{"text", "w", "title"}}).size() == 1);
}

TEST_CASE("a Zalo message may name another template for what does not fit the first") {
  const std::string text =
      "template_id: \"1\"\ndata: {name: \"{{ full_name }}\", code: \"{{ customer_code }}\"}\n"
      "too_long: shorten\nother_template: {template_id: \"2\", data: {code: \"{{ customer_code }}\"}}\n";
  const Values values;
  const Message message = compiled(MessageForm::zalo, {{"zalo", "zalo.yaml", text}}, values);
  CHECK(message.when_unfit() == WhenUnfit::shorten);
  CHECK(message.template_ids() == std::vector<std::string>{"1", "2"});
  CHECK(message.parameters(0) == std::vector<std::string>{"name", "code"});
  CHECK(message.parameters(1) == std::vector<std::string>{"code"});
  const FilledMessage other = message.fill_other(values.views());
  CHECK(other.template_id == "2");
  REQUIRE(other.data.size() == 1);
  CHECK(other.data.front().first == "code");
  const Message plain =
      compiled(MessageForm::zalo, {{"zalo", "zalo.yaml", "template_id: \"1\"\ndata: {a: b}\n"}}, values);
  CHECK(plain.when_unfit() == WhenUnfit::other_channel);
  CHECK_FALSE(plain.has_other());
  CHECK(
      faults(MessageForm::zalo, {{"zalo", "zalo.yaml", "template_id: \"1\"\ndata: {a: b}\ntoo_long: cut\n"}})
          .size() == 1);
  CHECK_FALSE(
      faults(MessageForm::zalo,
             {{"zalo", "zalo.yaml", "template_id: \"1\"\ndata: {a: b}\nother_template: {data: {a: b}}\n"}})
          .empty());
}
