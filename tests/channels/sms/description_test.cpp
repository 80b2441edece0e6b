#include "channels/sms/description.hpp"

#include <catch2/catch.hpp>

#include "tests/channels/sms/sms_fixture.hpp"
#include "tests/config/scratch.hpp"

namespace triand::channels {
namespace {

std::vector<std::string> words(const config::Problems& problems, const std::string& folder = "") {
  std::vector<std::string> out;
  for (const config::Problem& problem : problems) {
    const std::string line = problem.to_string();
    out.push_back(line.starts_with(folder) ? line.substr(folder.size()) : line);
  }
  return out;
}

TEST_CASE("each fault of a description is reported with its line, all of them at once") {
  const config::Scratch scratch;
  const std::string path = scratch.write("bad.yaml", R"(endpoint: ftp://x
request:
  method: PUT
  format: json
  path: send
  phone: "+85"
  body:
    To: ${phon}
    Text: ${text}
    Type: !number two
reply:
  format: json
  success: {}
  code: code
  codes:
    "1": {class: recipent, reason: bad_number}
    "2": maybe
    "9-3": in_doubt
    "4": {class: money, reason: broke}
  unknwon_code: in_doubt
idempotency: {field: To, recognises: 24}
receipt:
  format: query
  status: s
  rules:
    - when: {s: ">=x"}
      word: delivered
)");
  config::Problems problems;
  CHECK(Description::load(path, problems) == nullptr);
  CHECK_THAT(
      words(problems, path),
      Catch::Matchers::UnorderedEquals(std::vector<std::string>{
          ":1: endpoint: expected an address such as https://gateway.example",
          ":3: request.method: expected one of POST, GET, found \"PUT\"",
          ":5: request.path: expected a path that starts with /, such as /send",
          ":6: request.phone: expected one of 0, 84, +84, found \"+85\"",
          ":8: request.body.To: unknown placeholder ${phon}; use ${phone}, ${text}, ${text_base64}, "
          "${reference}, ${sender}, ${webhook_url}, ${unicode}, ${campaign}, ${auth.token}, ${auth.session}, "
          "${credentials.NAME}",
          ":10: request.body.Type: expected a number or ${unicode} behind !number, found \"two\"",
          ":7: request.body: has no ${phone}: nobody would be told anything",
          ":13: reply.success: expected at least one field and its value",
          ":16: reply.codes.1.class: expected one of recipient, content, configuration, throttled, money, "
          "transient, "
          "found \"recipent\"",
          ":17: reply.codes.2: expected duplicate, in_doubt, renew, or {class: …, reason: …}",
          ":18: reply.codes.9-3: expected a code, or a range that goes up, such as \"789-802\"",
          ":19: reply.codes.4.reason: expected one of bad_number, opted_out, blocked_by_recipient, "
          "content_rejected, "
          "template_rejected, unreachable, throttled, out_of_quota, no_balance, not_authorized, "
          "gateway_down, timeout, "
          "do_not_call, refused, carrier_not_registered, misconfigured, unknown_answer, found \"broke\"",
          ":21: idempotency.recognises: expected a time with its unit, such as 250ms, 30s, 5min, 4h or 400d, "
          "found \"24\"",
          ":21: idempotency.field: the field To of request.body does not carry ${reference}",
          ":22: receipt.id: missing; expected `id:` or `reference:`, the field that names the message",
          ":26: receipt.rules[0].when.s: expected a number behind >=, such as \">=1\"",
          ":20: reply.unknwon_code: unknown key; did you mean `unknown_code`?",
      }));
}

TEST_CASE("bodies may nest, carry numbers, and drop what is empty at every depth") {
  config::Problems problems;
  config::Block block = config::Block::parse(R"(body:
  sms:
    - {from: "${sender}", to: "${phone}", text: "${text}"}
  type: !number 2
  unicode: !number ${unicode}
  callback: {url: "${webhook_url}", list: ["${webhook_url}"]}
  fixed: "a ${reference} b"
)",
                                             "g.yaml", problems);
  const BodyTemplate body = BodyTemplate::read(block, "body", {});
  CHECK(words(problems).empty());
  RequestValues values;
  values.sender = "S";
  values.phone = "84901888484";
  values.text = "a\"b\\c\n\x01";
  values.reference = "r";
  values.unicode = "1";
  CHECK(
      body.render(values) ==
      R"({"sms":[{"from":"S","to":"84901888484","text":"a\"b\\c\n\u0001"}],"type":2,"unicode":1,"fixed":"a r b"})");
}

TEST_CASE("what a value contains is never read as a placeholder") {
  std::string fault;
  const auto text = PlaceholderText::compile("${text}", kMessageValues, TextForm::raw, fault);
  REQUIRE(text);
  RequestValues values;
  values.text = "${credentials.api_key} ${phone}";
  std::string out;
  text->render(values, out);
  CHECK(out == "${credentials.api_key} ${phone}");
}

TEST_CASE("telephones are written in each of the three forms") {
  CHECK(phone_in_form("+84901888484", PhoneForm::national) == "0901888484");
  CHECK(phone_in_form("+84901888484", PhoneForm::international) == "84901888484");
  CHECK(phone_in_form("+84901888484", PhoneForm::international_plus) == "+84901888484");
  for (const char* bad : {"", "+84", "0901888484", "+1500555", "+8490x"})
    CHECK(phone_in_form(bad, PhoneForm::national) == std::nullopt);
}

TEST_CASE("a channel says what its block lacks, and what is in it that nobody knows") {
  config::Problems problems;
  config::Block block = config::Block::parse(
      "gateway: esms\nendpoint: rest.esms.vn\ncredentials: {api_key: k, secretkey: s}\ntimeout: 0s\nsendr: "
      "X\n",
      "f.yaml", problems);
  CHECK(sms_plugin.create(block, {.gateways = installed_gateways()}, problems) == nullptr);
  block.complain_unused();
  CHECK(words(problems) ==
        std::vector<std::string>{
            "f.yaml:2: endpoint: expected an address such as https://gateway.example",
            "f.yaml:3: credentials.secret_key: missing; expected a secret, such as `!credential NAME`",
            "f.yaml:1: sender: missing; expected a text",
            "f.yaml:4: timeout: expected a time above 0 and up to 10min, such as 10s",
            "f.yaml:3: credentials.secretkey: unknown key; did you mean `secret_key`?",
            "f.yaml:5: sendr: unknown key; did you mean `sender`?"});
}

TEST_CASE("a gateway is a file of the gateways folder and nothing else") {
  const config::Scratch scratch;
  for (const auto& [name, expected] :
       {std::pair("nowhere", "there is no such file"), std::pair("../x", "expected the name"),
        std::pair("''", "expected the name")}) {
    config::Problems problems;
    config::Block block = config::Block::parse(std::string("gateway: ") + name + "\n", "f.yaml", problems);
    CHECK(sms_plugin.create(block, {.gateways = scratch.path("")}, problems) == nullptr);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems[0].message.find(expected) != std::string::npos);
  }
}

TEST_CASE("two channels of one faulty description complain once") {
  const config::Scratch scratch;
  (void)scratch.write("g.yaml", "endpoint: https://x.example\n");
  config::Problems problems;
  std::size_t after_first = 0;
  for (int i = 0; i < 2; ++i) {
    config::Block block = config::Block::parse("gateway: g\n", "f.yaml", problems);
    CHECK(sms_plugin.create(block, {.gateways = scratch.path("")}, problems) == nullptr);
    if (i == 0) after_first = problems.size();
  }
  CHECK(after_first > 0);
  CHECK(problems.size() == after_first);
}

}  // namespace
}  // namespace triand::channels
