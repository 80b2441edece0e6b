#include "templates/message_source.hpp"

#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/config/scratch.hpp"

using namespace triand;
using namespace triand::templates;

namespace {

struct Loaded {
  MessageSource source;
  config::Problems problems;
};

Loaded load(const config::Scratch& scratch, MessageForm form, const std::string& path) {
  Loaded out;
  out.source = load_message(form, scratch.path(""), path, out.problems);
  return out;
}

void make_folder(const config::Scratch& scratch, const std::string& name) {
  std::filesystem::create_directories(scratch.path(name));
}

}  // namespace

TEST_CASE("a text is read without byte order mark, carriage returns and its final newline, composed") {
  const config::Scratch scratch;
  const std::string file = scratch.write("sms.txt", "\xEF\xBB\xBFK\u0069\u0301nh\r\nchu\u0301c\rhai\n\n");
  const Loaded loaded = load(scratch, MessageForm::text, "sms.txt");
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.source.parts.size() == 1);
  CHECK(loaded.source.parts[0].name == "text");
  CHECK(std::filesystem::equivalent(loaded.source.parts[0].file, file));
  CHECK(loaded.source.parts[0].text == "Kính\nchúc\nhai\n");
}

TEST_CASE("a text that is no UTF-8 is a problem with its line") {
  const config::Scratch scratch;
  const std::string bytes = GENERATE("one\ntwo\nth\xE9ree", "one\ntwo\n\x01", "\xEF\xBB\xBF\n\n\xC3(");
  static_cast<void>(scratch.write("sms.txt", bytes));
  const Loaded loaded = load(scratch, MessageForm::text, "sms.txt");
  CHECK(loaded.source.parts.empty());
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].line == 3);
}

TEST_CASE("a file that is missing is a problem that names it") {
  const config::Scratch scratch;
  const Loaded loaded = load(scratch, MessageForm::letter, "letter.txt");
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].file.ends_with("/letter.txt"));
  CHECK(loaded.problems[0].message == "there is no such file; a message needs it");
}

TEST_CASE("a message outside the templates' folder is not read") {
  const config::Scratch scratch;
  static_cast<void>(scratch.write("sms.txt", "x"));
  make_folder(scratch, "inner");
  const std::string path = GENERATE("../sms.txt", "a/../../sms.txt", "/etc/hostname", "");
  config::Problems problems;
  const auto loaded = load_languages(MessageForm::text, scratch.path("inner"), path, problems);
  REQUIRE(problems.size() == 1);
  CHECK(loaded.at("vi").parts.empty());
}

TEST_CASE("an email is a folder of subject, body and perhaps HTML") {
  const config::Scratch scratch;
  make_folder(scratch, "email");
  static_cast<void>(scratch.write("email/subject.txt", "S\n"));
  static_cast<void>(scratch.write("email/body.txt", "B\n"));
  Loaded loaded = load(scratch, MessageForm::email, "email");
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.source.part("subject") != nullptr);
  CHECK(loaded.source.part("subject")->text == "S");
  REQUIRE(loaded.source.part("body") != nullptr);
  CHECK(loaded.source.part("body")->text == "B");
  CHECK(loaded.source.part("html") == nullptr);
  static_cast<void>(scratch.write("email/body.html", "<p>"));
  loaded = load(scratch, MessageForm::email, "email");
  REQUIRE(loaded.source.part("html") != nullptr);
  CHECK(loaded.source.part("html")->text == "<p>");
}

TEST_CASE("every missing part of an email is told, and a file is no email") {
  const config::Scratch scratch;
  make_folder(scratch, "email");
  CHECK(load(scratch, MessageForm::email, "email").problems.size() == 2);
  static_cast<void>(scratch.write("email.txt", "x"));
  const Loaded loaded = load(scratch, MessageForm::email, "email.txt");
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].message.starts_with("is no folder"));
}

TEST_CASE("an English sibling is found beside each form") {
  const config::Scratch scratch;
  make_folder(scratch, "tri-an/email");
  make_folder(scratch, "tri-an/email.en");
  for (const char* name :
       {"sms.txt", "sms.en.txt", "zalo.yaml", "zalo.en.yaml", "letter.txt", "email/subject.txt",
        "email/body.txt", "email.en/subject.txt", "email.en/body.txt"})
    static_cast<void>(scratch.write(std::string("tri-an/") + name, name));
  const auto [form, path, part, english] = GENERATE(table<MessageForm, std::string, std::string, std::string>(
      {{MessageForm::text, "tri-an/sms.txt", "text", "sms.en.txt"},
       {MessageForm::zalo, "tri-an/zalo.yaml", "zalo", "zalo.en.yaml"},
       {MessageForm::email, "tri-an/email", "body", "email.en/body.txt"},
       {MessageForm::email, "tri-an/email/", "body", "email.en/body.txt"}}));
  config::Problems problems;
  const auto loaded = load_languages(form, scratch.path(""), path, problems);
  CHECK(problems.empty());
  REQUIRE(loaded.size() == 2);
  REQUIRE(loaded.at("en").part(part) != nullptr);
  CHECK(loaded.at("en").part(part)->text == english);
  CHECK(loaded.at("vi").part(part)->text != english);
}

TEST_CASE("without an English sibling there is Vietnamese alone") {
  const config::Scratch scratch;
  static_cast<void>(scratch.write("letter.txt", "x"));
  config::Problems problems;
  const auto loaded = load_languages(MessageForm::letter, scratch.path(""), "letter.txt", problems);
  CHECK(problems.empty());
  CHECK(loaded.size() == 1);
  CHECK(loaded.contains("vi"));
}
