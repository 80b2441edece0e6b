#include "daemon/app/import_entry.hpp"

#include <exception>
#include <utility>

#include "daemon/store/customer_writer.hpp"
#include "daemon/store/first_load.hpp"

namespace triand::app {

ImportEntry::ImportEntry(store::Writer& writer, std::function<schedule::WallTime()> now,
                         const std::string& file, const std::string& who)
    : writer_(writer), now_(std::move(now)) {
  id_ = writer_.run([&](store::WriteSession& session) {
    store::begin_first_load(session);
    return store::begin_import(session, file, who, now_());
  });
}

void ImportEntry::set_content(const std::string& hash) {
  writer_.run([&](store::WriteSession& session) { store::set_content(session, id_, hash); });
}

std::string ImportEntry::finish(const std::string& state, const std::string& report) {
  writer_.run(
      [&](store::WriteSession& session) { store::finish_import(session, id_, state, report, now_()); });
  try {
    writer_.run([](store::WriteSession& session) { store::end_first_load(session.database()); });
  } catch (const std::exception& trouble) {
    return std::string(
               "the indexes by telephone and email could not be built, the next start tries again: ") +
           trouble.what();
  }
  return {};
}

}  // namespace triand::app
