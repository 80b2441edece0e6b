#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace triand::channels::letter {

// SHA-256 of what is fed to it.
class Sha256 {
 public:
  Sha256();
  void add(const void* bytes, std::size_t length);
  void add(std::string_view text) { add(text.data(), text.size()); }
  // In lower-case hexadecimal, 64 characters. Once.
  [[nodiscard]] std::string finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace triand::channels::letter
