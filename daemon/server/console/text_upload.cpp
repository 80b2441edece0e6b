#include "daemon/server/console/text_upload.hpp"

#include <system_error>

#include <boost/json/parse.hpp>

#include "daemon/server/spool_file.hpp"

namespace triand::server {

ApiAnswer upload_text(const PageDesk& desk, const Caller& caller, const std::string& address,
                      const std::string& text) {
  SpoolFile file(desk.world.spool);
  int fault = file.write(text.data(), text.size());
  if (fault == 0) fault = file.close();
  if (fault != 0) throw std::system_error(fault, std::generic_category(), "cannot spool a text");
  std::string path = file.path();
  const Response response = desk.api.fetch(caller, "POST", address, {}, &path);
  // The handler has it now.
  if (path.empty()) file.give_away();
  return {response.status, boost::json::parse(response.body).as_object()};
}

}  // namespace triand::server
