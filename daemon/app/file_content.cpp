#include "daemon/app/file_content.hpp"

#include <exception>
#include <utility>

#include "daemon/app/content_hash.hpp"

namespace triand::app {

FileContent::FileContent(std::string path, std::function<bool()> stopping)
    : hash_(std::async(std::launch::async, [path = std::move(path), stopping = std::move(stopping)] {
        return content_hash(path, stopping);
      })) {}

std::optional<std::string> FileContent::hash() {
  try {
    return hash_.get();
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace triand::app
