#include "daemon/store/kept_value.hpp"

namespace triand::store {

std::string kept_value(WriteSession& session, const std::string& key) {
  auto& find = session.prepare("SELECT value FROM meta WHERE key = ?");
  find.bind(1, key);
  std::string value = find.executeStep() ? find.getColumn(0).getString() : std::string();
  find.reset();
  return value;
}

void keep_value(WriteSession& session, const std::string& key, const std::string& value) {
  auto& put = session.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
  put.bind(1, key);
  put.bind(2, value);
  put.exec();
}

}  // namespace triand::store
