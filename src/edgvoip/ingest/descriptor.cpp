#include "edgvoip/ingest/descriptor.hpp"

#include <unistd.h>

namespace edgvoip::ingest {

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

}  // namespace edgvoip::ingest
