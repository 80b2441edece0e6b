#include "daemon/ctl/campaign_preview.hpp"

#include <filesystem>
#include <ostream>

#include <boost/beast/core/detail/base64.hpp>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/file_draft.hpp"
#include "daemon/ctl/job.hpp"
#include "daemon/ctl/plan_view.hpp"
#include "daemon/ctl/problem_view.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

namespace fs = std::filesystem;
namespace base64 = boost::beast::detail::base64;

constexpr mode_t kForTheGroup = 0640;

void print_message(Session& session, const boost::json::object& message, const std::string& heading) {
  session.out() << heading << harmless(text_at(message, "channel")) << " to "
                << harmless(text_at(message, "to"));
  const std::int64_t parts = number_at(message, "parts");
  if (parts > 0) session.out() << ", parts " << parts << " " << harmless(text_at(message, "coding"));
  session.out() << '\n';
  if (const std::string missing = text_at(message, "missing"); !missing.empty())
    session.out() << "Not sent: the column " << harmless(missing) << " is empty\n";
  if (const std::string fault = text_at(message, "cannot_print"); !fault.empty())
    session.out() << "Cannot be printed: " << harmless(fault) << '\n';
  const std::string subject = text_at(message, "subject");
  if (!subject.empty()) session.out() << "Subject: " << harmless(subject) << '\n';
  print_forms(session, message);
  print_text(session.out(), text_at(message, "text"));
  session.out() << '\n';
}

std::string decoded(const std::string& text) {
  std::string out(base64::decoded_size(text.size()), '\0');
  out.resize(base64::decode(out.data(), text.data(), text.size()).first);
  return out;
}

// A name that leads nowhere else, whatever the service calls it.
std::string plain_name(std::string name) {
  for (char& c : name)
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-'))
      c = '-';
  return name.starts_with('.') ? "-" + name : name;
}

// Each message's files take their names out of its document, which says afterwards where they are.
void write_files(const std::string& folder, const std::string& stem, boost::json::object& message) {
  boost::json::array written;
  for (const auto& item : items_at(message, "files")) {
    const auto& file = as_object(item);
    const std::string path = (fs::path(folder) / plain_name(stem + "-" + text_at(file, "name"))).string();
    FileDraft draft(path, "name a folder that you may write to with --files FOLDER");
    const std::string base64_text = text_at(file, "base64");
    draft.write(base64_text.empty() ? text_at(file, "text") : decoded(base64_text));
    draft.replace(kForTheGroup);
    written.emplace_back(path);
  }
  message["files"] = std::move(written);
}

void make_folder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder))
    throw Failure(kUsage, "no-such-folder", "cannot make the folder " + folder,
                  "name another with --files FOLDER");
}

boost::json::object ask(Session& session, const std::string& campaign, const PreviewOptions& options) {
  if (options.samples == 0 && options.folder.empty())
    return session.client().get(campaign + "/preview?customer=" + percent_encoded(options.customer) +
                                "&channel=" + percent_encoded(options.channel));
  boost::json::object body;
  if (!options.customer.empty()) body["customer"] = options.customer;
  if (!options.channel.empty()) body["channel"] = options.channel;
  body["samples"] = std::to_string(options.samples);
  body["files"] = !options.folder.empty();
  return await_job(session, session.client().post(campaign + "/preview", body), "reading");
}

}  // namespace

int preview_campaign(Session& session, const std::string& campaign, const PreviewOptions& options) {
  if (options.samples > 0 && !options.customer.empty())
    throw Failure(kUsage, "usage", "samples are of any customer: --samples and --customer exclude each other",
                  "give one of the two");
  if (!options.folder.empty()) make_folder(options.folder);
  boost::json::object document = ask(session, campaign, options);
  const bool sampled = document.contains("samples");
  boost::json::array none;
  auto* samples = sampled ? document["samples"].if_array() : &none;
  if (samples == nullptr) samples = &none;
  int number = 0;
  if (!options.folder.empty()) {
    const auto write = [&](const std::string& stem, boost::json::value& messages) {
      if (messages.is_array())
        for (auto& message : messages.get_array())
          if (message.is_object()) write_files(options.folder, stem, message.get_object());
    };
    if (!sampled) write(text_at(document, "customer_code"), document["messages"]);
    for (auto& item : *samples) {
      auto& sample = item.as_object();
      write(text_at(sample, "pick") + "-" + std::to_string(++number) + "-" + text_at(sample, "customer_code"),
            sample["messages"]);
    }
  }
  session.show(document, [&] {
    for (const auto& item : items_at(document, "messages")) print_message(session, as_object(item), "");
    for (const auto& item : *samples) {
      const auto& sample = as_object(item);
      for (const auto& message : items_at(sample, "messages"))
        print_message(session, as_object(message),
                      text_at(sample, "pick") + ", " + harmless(text_at(sample, "customer_code")) + ": ");
    }
  });
  if (!options.folder.empty()) session.note("written to " + options.folder);
  return kDone;
}

}  // namespace triand::ctl
