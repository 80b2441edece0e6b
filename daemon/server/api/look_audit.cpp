#include "daemon/server/api/look_audit.hpp"

#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::server {

bool audit_look(const ApiWorld& world, const Caller& caller, const std::string& action,
                const std::string& subject) {
  try {
    world.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, caller.name, action, subject, "", world.now());
    });
  } catch (const store::CannotRecord&) {
    return false;
  }
  return true;
}

}  // namespace triand::server
