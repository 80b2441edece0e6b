#include "daemon/app/template_files.hpp"

#include <filesystem>

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "tests/config/scratch.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::app {
namespace {

using domain::AddressKind;
using templates::MessageForm;

// A folder of templates, and channels of every form.
struct Folder {
  Folder() {
    settings.templates = scratch.path("");
    for (const auto& [name, address, form] : std::vector<std::tuple<const char*, AddressKind, MessageForm>>{
             {"sms", AddressKind::telephone, MessageForm::text},
             {"carrier", AddressKind::telephone, MessageForm::text},
             {"zalo", AddressKind::telephone, MessageForm::zalo},
             {"mail", AddressKind::email, MessageForm::email},
             {"letter", AddressKind::postal, MessageForm::letter}}) {
      ChannelSettings channel;
      channel.facts = {name, name, address, form};
      settings.channels.push_back(std::move(channel));
    }
  }

  void write(const std::string& name, const std::string& text = "x") {
    std::filesystem::create_directories(std::filesystem::path(scratch.path(name)).parent_path());
    (void)scratch.write(name, text);
  }

  // "tri-an/sms.txt: sms carrier" of each.
  [[nodiscard]] std::vector<std::string> listed() const {
    std::vector<std::string> out;
    for (const TemplateFile& file : template_files(settings)) {
      std::string line = file.message + ":";
      for (const std::string& channel : file.channels) line += " " + channel;
      out.push_back(line);
    }
    return out;
  }

  config::Scratch scratch;
  Settings settings;
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("messages are found below the folder, each with the channels that can send it") {
  Folder folder;
  for (const char* name :
       {"tri-an/sms.txt", "tri-an/sms.en.txt", "tri-an/zalo.yaml", "tri-an/letter.txt", "tri-an/website.txt",
        "tri-an/email/subject.txt", "tri-an/email/body.txt", "tri-an/email/body.html", "loi-chuc.txt"})
    folder.write(name);
  CHECK(folder.listed() == Lines{"loi-chuc.txt: sms carrier letter", "tri-an/email: mail",
                                 "tri-an/letter.txt: letter", "tri-an/sms.en.txt: sms carrier",
                                 "tri-an/sms.txt: sms carrier",
                                 "tri-an/website.txt:", "tri-an/zalo.yaml: zalo"});
}

TEST_CASE(
    "what is no message is left out: other files, hidden ones, names that are no text, what lies too deep") {
  Folder folder;
  for (const char* name : {"logo.png", ".git/sms.txt", ".sms.txt", "a\xFF.txt", "b\x01.txt",
                           "1/2/3/4/5/6/7/sms.txt", "notes/readme.md"})
    folder.write(name);
  CHECK(folder.listed().empty());
  folder.write("1/2/sms.txt");
  CHECK(folder.listed() == Lines{"1/2/sms.txt: sms carrier"});
  folder.settings.templates = folder.scratch.path("not-there");
  CHECK(folder.listed().empty());
}

TEST_CASE("a folder of far too many files is read up to a point") {
  Folder folder;
  for (int number = 0; number < 2100; ++number) folder.write(std::to_string(number) + ".txt", "");
  CHECK(folder.listed().size() == 2000);
}

TEST_CASE("the texts of one message are told, and of none that the list does not name") {
  Folder folder;
  folder.write("email/subject.txt", "Tri ân\n");
  folder.write("email/body.txt", "Kính gửi\r\n{{ full_name }}\n");
  folder.write("zalo.yaml", "template_id: '1'\n");
  folder.write("sms.txt", "Kính gửi");
  folder.write("bad.txt", "\xFF");
  const store::StoreFixture store(1);
  store::Reader reader(store.path());
  const auto told = [&](const std::string& message) {
    auto answer = templates_document(folder.settings, reader, message);
    return std::get<boost::json::object>(answer);
  };
  CHECK(
      boost::json::serialize(told("email").at("texts")) ==
      R"({"message":"email","text":"Kính gửi\n{{ full_name }}","subject":"Tri ân","html":"","problems":[]})");
  CHECK(told("zalo.yaml").at("texts").at("text") == "template_id: '1'");
  CHECK(told("sms.txt").at("texts").at("text") == "Kính gửi");
  CHECK(told("bad.txt").at("texts").at("problems").as_array().size() == 1);
  const auto all = told("");
  CHECK_FALSE(all.contains("texts"));
  CHECK(all.at("messages").as_array().size() == 4);
  CHECK(all.at("channels").at(2).at("form") == "zalo");
  CHECK(all.at("names").at(1) == "full_name");
  CHECK(boost::json::serialize(all.at("filters")).find("shorten") != std::string::npos);
  for (const char* name : {"../triand.yaml", "/etc/passwd", "email/subject.txt", "sms", "zalo.yaml/"}) {
    CAPTURE(name);
    const auto answer = templates_document(folder.settings, reader, name);
    CHECK(std::get<server::ApiError>(answer).error == "no-such-template");
  }
}

}  // namespace triand::app
